import { scaleLinear } from 'd3-scale'

/** A stretch of time, in milliseconds since 1970. */
export interface Span {
  readonly from: number
  readonly until: number
}

/** A pause that is drawn as a zig-zag, wherever it lies. */
export interface DrawnGap extends Span {
  readonly x: number
  readonly width: number
}

/** Where time is drawn: a scale of several straight pieces, of one slope but for collapsed gaps. */
export interface TimeAxis {
  readonly view: Span
  readonly width: number
  readonly gaps: readonly DrawnGap[]
  /** Pixels from the left edge of the picture; the axis goes on beyond both edges. */
  toX(at: number): number
  toTime(x: number): number
}

export const GAP_PIXELS = 38
/** With more of it, a picture would show little but gaps. */
const MOST_GAP_SHARE = 0.5
const DAY_MS = 86_400_000

/**
 * Lays the time of `view` on `width` pixels. A gap takes 38 pixels, of one at the edge as much as is in view: so a view that
 * is moved by some pixels shows the same picture, moved. `gaps` in order, none touching another.
 */
export function createTimeAxis(view: Span, gaps: readonly Span[], width: number): TimeAxis {
  const collapsed = chooseGaps(view, gaps, width)
  const inView = collapsed.map((gap) => overlap(gap, view))
  const gapTime = inView.reduce((sum, time) => sum + time, 0)
  const gapWidth = collapsed.reduce((sum, gap, n) => sum + (GAP_PIXELS * (inView[n] ?? 0)) / lengthOf(gap), 0)
  const pixelsPerMs = (width - gapWidth) / (lengthOf(view) - gapTime)

  // Pieces from before the first gap to behind the last one, at first counted from the left end of them all.
  const [first, last] = [collapsed[0] ?? view, collapsed.at(-1) ?? view]
  const start = Math.min(view.from, first.from - DAY_MS)
  const times = [start]
  const places = [0]
  let [time, place] = [start, 0]
  for (const { from, until } of collapsed) {
    const before = place + (from - time) * pixelsPerMs
    times.push(from, until)
    places.push(before, before + GAP_PIXELS)
    time = until
    place = before + GAP_PIXELS
  }
  const end = Math.max(view.until, last.until + DAY_MS)
  times.push(end)
  places.push(place + (end - time) * pixelsPerMs)

  const fromStart = scaleLinear().domain(times).range(places)
  const left = fromStart(view.from)
  const toX = (at: number) => fromStart(at) - left
  return {
    view,
    width,
    gaps: collapsed.map((gap) => ({ ...gap, x: toX(gap.from), width: GAP_PIXELS })),
    toX,
    toTime: (x) => fromStart.invert(x + left),
  }
}

/** Those to collapse: not one in which all of the view lies, and of too many in view the longest. */
function chooseGaps(view: Span, gaps: readonly Span[], width: number): readonly Span[] {
  const candidates = gaps.filter((gap) => overlap(gap, view) < lengthOf(view))
  const inView = candidates.filter((gap) => overlap(gap, view) > 0)
  const most = Math.floor((width * MOST_GAP_SHARE) / GAP_PIXELS)
  if (inView.length <= most) return candidates
  const dropped = new Set(
    [...inView].sort((a, b) => lengthOf(a) - lengthOf(b)).slice(0, inView.length - most),
  )
  return candidates.filter((gap) => !dropped.has(gap))
}

export function lengthOf({ from, until }: Span): number {
  return until - from
}

function overlap(a: Span, b: Span): number {
  return Math.max(0, Math.min(a.until, b.until) - Math.max(a.from, b.from))
}
