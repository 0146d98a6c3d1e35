import { lengthOf, type Span } from './time-axis.ts'

/**
 * Where the two thumbs around a view are drawn: around it, and never nearer to each other than `least`, or one would lie on the
 * other, where neither can be told or taken.
 */
export function spreadThumbs(view: Span, bounds: Span, least: number): Span {
  const from = Math.max(view.from, bounds.from)
  const until = Math.min(view.until, bounds.until)
  const length = Math.min(least, lengthOf(bounds))
  if (until - from >= length) return { from, until }
  const wanted = (from + until - length) / 2
  const left = Math.min(Math.max(wanted, bounds.from), bounds.until - length)
  return { from: left, until: left + length }
}

/** The view after a thumb was moved from where it was drawn: only that end changes, to where the thumb is now. */
export function moveThumbs(view: Span, drawn: Span, moved: Span, shortest: number): Span {
  if (moved.from !== drawn.from)
    return { from: Math.min(moved.from, view.until - shortest), until: view.until }
  if (moved.until !== drawn.until)
    return { from: view.from, until: Math.max(moved.until, view.from + shortest) }
  return view
}
