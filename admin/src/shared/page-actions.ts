import { type RefObject, useEffect, useRef } from 'react'

export interface PageAction {
  readonly label: string
  readonly run: () => void
}

const shown = new Set<RefObject<PageAction>>()

/** Offers something that can be done on the page in sight in the palette, too. */
export function usePageAction(label: string, run: () => void): void {
  const action = useRef<PageAction>({ label, run })
  action.current = { label, run }
  useEffect(() => {
    shown.add(action)
    return () => void shown.delete(action)
  }, [])
}

export function listPageActions(): readonly PageAction[] {
  return [...shown].map(({ current }) => current)
}
