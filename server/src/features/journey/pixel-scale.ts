import type { Span } from './find-gaps.ts'

/** How wide a collapsed gap is drawn, in pixels. */
export const gapPixels = 28

/** At how many pixels from the left a moment is drawn. */
export type PixelScale = (at: number) => number

/** How many gaps a picture of this width has room for: with more, it would show little but gaps. */
export function countGapsThatFit(width: number): number {
  return Math.floor((width * 0.4) / gapPixels)
}

/**
 * The scale of a picture that shows `range` on `width` pixels: each gap takes {@link gapPixels}, all other time shares
 * what is left. `gaps` in order, no two overlapping. Never falls; what is outside the range lies outside the picture
 * or on its edge.
 */
export function createPixelScale(range: Span, gaps: readonly Span[], width: number): PixelScale {
  const within = gaps
    .map(({ from, until }) => ({ from: Math.max(from, range.from), until: Math.min(until, range.until) }))
    .filter(({ from, until }) => until > from)
  const gapTime = within.reduce((sum, { from, until }) => sum + until - from, 0)
  const shownTime = range.until - range.from - gapTime
  const pixelsPerMs = shownTime > 0 ? (width - within.length * gapPixels) / shownTime : 0

  return (at) => {
    let pixels = 0
    let shownFrom = range.from
    for (const { from, until } of within) {
      if (at <= from) break
      pixels += (from - shownFrom) * pixelsPerMs + (gapPixels * (Math.min(at, until) - from)) / (until - from)
      shownFrom = until
    }
    return pixels + Math.max(at - shownFrom, 0) * pixelsPerMs
  }
}
