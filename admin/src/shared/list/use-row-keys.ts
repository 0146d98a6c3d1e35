import { type HotkeyItem, useHotkeys } from '@mantine/hooks'
import { useState } from 'react'
import { useLetterKeys } from '../letter-keys.ts'

/**
 * Walks a list by keyboard: J and K to the next and the previous row, Enter opens it, P peeks into it. Gives the id of
 * the row that the keyboard is on.
 */
export function useRowKeys(
  ids: readonly string[],
  { onOpen, onPeek }: { onOpen: (id: string) => void; onPeek?: (id: string) => void },
): string | null {
  const [chosen, setChosen] = useState<string | null>(null)
  const [hasLetterKeys] = useLetterKeys()
  const current = chosen !== null && ids.includes(chosen) ? chosen : null

  function step(by: 1 | -1): void {
    const at = current === null ? (by === 1 ? -1 : ids.length) : ids.indexOf(current)
    const next = ids[Math.min(ids.length - 1, Math.max(0, at + by))]
    if (next === undefined) return
    setChosen(next)
    document.querySelector(`[data-row="${CSS.escape(next)}"]`)?.scrollIntoView({ block: 'nearest' })
  }

  const letters: HotkeyItem[] = [
    ['j', () => step(1)],
    ['k', () => step(-1)],
    ['p', () => current !== null && onPeek?.(current)],
  ]
  useHotkeys([
    ...(hasLetterKeys ? letters : []),
    // A button or link that has the focus keeps its Enter.
    [
      'Enter',
      (event) => {
        if (current === null || (event.target as Element).closest('a, button, [role]') !== null) return
        event.preventDefault()
        onOpen(current)
      },
      { preventDefault: false },
    ],
  ])
  return current
}
