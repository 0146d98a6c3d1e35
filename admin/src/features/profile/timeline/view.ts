import { lengthOf, type Span, type TimeAxis } from './time-axis.ts'

const MINUTE_MS = 60_000
const DAY_MS = 1_440 * MINUTE_MS
const SHORTEST_MS = 2 * MINUTE_MS

export const presets = { month: 30 * DAY_MS, quarter: 90 * DAY_MS, year: 365 * DAY_MS } as const
export type Preset = keyof typeof presets

/** Of somebody who came this moment, too, there is some time to show. */
const LEAST_MS = 20_000

/**
 * What a picture of everything shows, seen at a moment: a little more than from the first activity until then, so that no mark
 * stands on an edge and what comes next has room. Gaps take none of it.
 */
export function findBounds(firstAt: number, seenAt: number, gaps: readonly Span[]): Span {
  const shown = seenAt - firstAt - gaps.reduce((sum, gap) => sum + lengthOf(gap), 0)
  const room = Math.max(shown, LEAST_MS) * 0.02
  return {
    from: Math.round(Math.min(firstAt, seenAt - LEAST_MS) - room),
    until: Math.round(seenAt + room),
  }
}

/** Moves a view into the bounds, and cuts it where it is longer; never shorter than two minutes. */
export function keepWithin(view: Span, bounds: Span): Span {
  const length = Math.min(Math.max(lengthOf(view), SHORTEST_MS), lengthOf(bounds))
  const middle = (view.from + view.until) / 2
  const wanted = lengthOf(view) === length ? view.from : middle - length / 2
  const from = Math.min(Math.max(wanted, bounds.from), bounds.until - length)
  // Adding 0 makes 0 of -0.
  return { from: Math.round(from) + 0, until: Math.round(from + length) }
}

/** The view after a zoom around the pixel `x`: `factor` below 1 shows less time. */
export function zoomView(axis: TimeAxis, x: number, factor: number, bounds: Span): Span {
  const wanted = { from: axis.toTime(x - x * factor), until: axis.toTime(x + (axis.width - x) * factor) }
  return keepWithin(wanted, bounds)
}

/** The view after everything moved by some pixels to the left. */
export function panView(axis: TimeAxis, pixels: number, bounds: Span): Span {
  const room = {
    least: Math.min(axis.toX(bounds.from), 0),
    most: Math.max(axis.toX(bounds.until) - axis.width, 0),
  }
  const by = Math.min(Math.max(pixels, room.least), room.most)
  return keepWithin({ from: axis.toTime(by), until: axis.toTime(axis.width + by) }, bounds)
}

/** The last days until now; where nothing happened in them, those before the last activity. Either has some room at its end. */
export function viewOfPreset(preset: Preset, lastAt: number, now: number, bounds: Span): Span {
  const length = presets[preset]
  const end = lastAt < now - length ? lastAt : now
  const until = Math.min(end + length * 0.02, bounds.until)
  return keepWithin({ from: end - length, until }, bounds)
}

/** A preset that was chosen a while ago, and stands in a link since, is still the same one. */
export function isAlmostSame(a: Span, b: Span): boolean {
  const tolerance = lengthOf(b) * 0.01
  return Math.abs(a.from - b.from) < tolerance && Math.abs(a.until - b.until) < tolerance
}

/** Marks with some time around them. */
export function viewAround(from: number, until: number, bounds: Span): Span {
  const margin = Math.max((until - from) * 0.15, SHORTEST_MS / 2)
  return keepWithin({ from: from - margin, until: until + margin }, bounds)
}

/** The time to ask the server for, so that moving the view a little shows marks at once; null: what was asked for still does. */
export function chooseWindow(view: Span, asked: Span | null): Span | null {
  const serves =
    asked !== null &&
    view.from >= asked.from &&
    view.until <= asked.until &&
    lengthOf(view) * 4 > lengthOf(asked)
  if (serves) return null
  const half = lengthOf(view) / 2
  // Before 1970 the server takes nothing.
  return { from: Math.max(0, Math.floor(view.from - half)), until: Math.ceil(view.until + half) }
}
