import { type HotkeyItem, useHotkeys } from '@mantine/hooks'
import { useRef } from 'react'
import { useLetterKeys } from '../letter-keys.ts'
import { findFocusedRow, focusRow } from './focus-row.ts'

/**
 * Walks a list by keyboard: J and K move the focus to the next and the previous row, from the one that has it or had it last; P
 * peeks into the one that has it. Enter is that of the link.
 */
export function useRowKeys(ids: readonly string[], onPeek?: (id: string) => void): void {
  const [hasLetterKeys] = useLetterKeys()
  const last = useRef<string | null>(null)

  function step(by: 1 | -1): void {
    if (isInLayer()) return
    const from = findFocusedRow() ?? last.current
    const at = from === null ? -1 : ids.indexOf(from)
    const place = at === -1 ? (by === 1 ? 0 : ids.length - 1) : Math.min(ids.length - 1, Math.max(0, at + by))
    const next = ids[place]
    if (next !== undefined && focusRow(next)) last.current = next
  }

  function peek(): void {
    const id = findFocusedRow()
    if (id !== null && ids.includes(id)) onPeek?.(id)
  }

  const keys: HotkeyItem[] = [
    ['j', () => step(1)],
    ['k', () => step(-1)],
    ['p', peek],
  ]
  useHotkeys(hasLetterKeys ? keys : [])
}

/** What lies over the list keeps the focus. */
function isInLayer(): boolean {
  return document.activeElement?.closest('[role="dialog"]') != null
}
