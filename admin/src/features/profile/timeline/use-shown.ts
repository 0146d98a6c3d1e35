import { useCallback, useEffect, useRef, useState } from 'react'

/** Long enough for a hand to reach what is shown. */
const HIDE_AFTER_MS = 150

/** Of which mark something is shown: it stays while the pointer is on its way from the mark to what is shown of it. */
export function useShown<Thing>(things: ReadonlyMap<string, Thing>) {
  const [id, setId] = useState<string | null>(null)
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined)
  useEffect(() => () => clearTimeout(timer.current), [])

  const keep = useCallback(() => clearTimeout(timer.current), [])
  const show = useCallback((shown: string) => {
    clearTimeout(timer.current)
    setId(shown)
  }, [])
  const hide = useCallback(() => {
    clearTimeout(timer.current)
    setId(null)
  }, [])
  const hideSoon = useCallback(() => {
    clearTimeout(timer.current)
    timer.current = setTimeout(() => setId(null), HIDE_AFTER_MS)
  }, [])
  return { shown: id === null ? null : (things.get(id) ?? null), show, hide, hideSoon, keep }
}
