import { useRouter } from '@tanstack/react-router'
import { useEffect } from 'react'
import { navigation } from './navigation.ts'

/** The second key counts when it comes within this time. */
const PATIENCE_MS = 1_500

/** `G`, then the letter of a section. Never while somebody types, nor with a modifier. */
export function useGoKeys(isOn: boolean): void {
  const { history } = useRouter()
  useEffect(() => {
    if (!isOn) return
    let pressedAt = Number.NEGATIVE_INFINITY
    function hear(event: KeyboardEvent): void {
      if (isTyping(event) || event.ctrlKey || event.metaKey || event.altKey) return
      const key = event.key.toLowerCase()
      const isSecond = event.timeStamp - pressedAt < PATIENCE_MS
      pressedAt = key === 'g' && !isSecond ? event.timeStamp : Number.NEGATIVE_INFINITY
      const entry = isSecond ? navigation.find((one) => one.key === key) : undefined
      if (entry === undefined) return
      event.preventDefault()
      history.push(`/admin${entry.to}`)
    }
    document.addEventListener('keydown', hear)
    return () => document.removeEventListener('keydown', hear)
  }, [isOn, history])
}

function isTyping({ target }: KeyboardEvent): boolean {
  return (
    target instanceof HTMLElement &&
    (target.isContentEditable || target.closest('input, textarea, select, [role=dialog]') !== null)
  )
}
