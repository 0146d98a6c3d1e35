import { useCallback, useEffect, useRef, useState } from 'react'
import type { Span } from './time-axis.ts'

/** The period in the URL, as text. */
export interface UrlRange {
  readonly from?: string | undefined
  readonly to?: string | undefined
}

/** The URL follows when the hand rests: a browser keeps only so many changes of its history a second. */
const URL_AFTER_MS = 300

/**
 * The time that the picture shows, null for all of it. It changes at once, the URL a moment later; when the URL changes by
 * itself (back, a link), the view follows.
 */
export function useView(
  url: UrlRange,
  onRangeChange: (range: UrlRange) => void,
): readonly [Span | null, (view: Span | null) => void] {
  const [view, setView] = useState(() => readRange(url))
  const known = useRef(keyOf(readRange(url)))
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined)
  const tell = useRef(onRangeChange)
  useEffect(() => {
    tell.current = onRangeChange
  })
  useEffect(() => () => clearTimeout(timer.current), [])

  const { from, to } = url
  useEffect(() => {
    const fromUrl = readRange({ from, to })
    if (keyOf(fromUrl) === known.current) return
    known.current = keyOf(fromUrl)
    clearTimeout(timer.current)
    setView(fromUrl)
  }, [from, to])

  const change = useCallback((next: Span | null) => {
    setView(next)
    clearTimeout(timer.current)
    timer.current = setTimeout(() => {
      known.current = keyOf(next)
      tell.current(
        next === null
          ? {}
          : { from: new Date(next.from).toISOString(), to: new Date(next.until).toISOString() },
      )
    }, URL_AFTER_MS)
  }, [])
  return [view, change]
}

function readRange({ from, to }: UrlRange): Span | null {
  const span = { from: Date.parse(from ?? ''), until: Date.parse(to ?? '') }
  return span.from < span.until ? span : null
}

function keyOf(view: Span | null): string {
  return view === null ? '' : `${view.from} ${view.until}`
}
