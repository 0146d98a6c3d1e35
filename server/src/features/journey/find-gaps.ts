/** A stretch of time, in milliseconds since 1970; `until` is not part of it. */
export interface Span {
  readonly from: number
  readonly until: number
}

const dayMs = 86_400_000
/** A pause is worth collapsing from here on, however regular the visits are. */
const shortestGapMs = 14 * dayMs

/**
 * The pauses that a picture need not show at their true length: those over 14 days and over four times the median
 * pause of this contact, the one that lasts until `now` included. `visits` by their start.
 */
export function findGaps(visits: readonly Span[], now: number): Span[] {
  const [first] = visits
  if (first === undefined) return []
  const pauses: Span[] = []
  let quietSince = first.until
  for (const { from, until } of visits) {
    if (from > quietSince) pauses.push({ from: quietSince, until: from })
    quietSince = Math.max(quietSince, until)
  }
  const threshold = Math.max(shortestGapMs, 4 * median(pauses.map(lengthOf)))
  if (now > quietSince) pauses.push({ from: quietSince, until: now })
  return pauses.filter((pause) => lengthOf(pause) > threshold)
}

/** The longest of these spans, in the order in which they were. */
export function keepLongest(spans: readonly Span[], count: number): Span[] {
  if (spans.length <= count) return [...spans]
  const kept = new Set([...spans].sort((a, b) => lengthOf(b) - lengthOf(a)).slice(0, count))
  return spans.filter((span) => kept.has(span))
}

function lengthOf({ from, until }: Span): number {
  return until - from
}

/** Of an even number the lower one in the middle: of two pauses the long one is the unusual one. */
function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor((values.length - 1) / 2)] ?? 0
}
