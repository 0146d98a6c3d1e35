/** A bar of a histogram: milliseconds, `to` does not belong to it. */
export interface Bucket {
  readonly from: number
  readonly to: number
  /** Its day, `2026-11-22`; null where it is an hour. */
  readonly day: string | null
}

const hourMs = 3_600_000
const dayMs = 24 * hourMs
/** As many bars as can still be told apart. */
const mostHours = 96
export const mostHistogramDays = 750

/**
 * All hours that a stretch of time touches, or, where those are too many, all days of a time zone. `dayOf` tells the
 * day of a moment there. Null for more days than a histogram can show.
 */
export function makeBuckets(from: number, to: number, dayOf: (at: number) => string): Bucket[] | null {
  if (to <= from) return []
  if (to - from > mostHistogramDays * dayMs) return null
  return to - from <= mostHours * hourMs ? makeHours(from, to) : makeDays(from, to, dayOf)
}

function makeHours(from: number, to: number): Bucket[] {
  const buckets: Bucket[] = []
  for (let at = Math.floor(from / hourMs) * hourMs; at < to; at += hourMs)
    buckets.push({ from: at, to: at + hourMs, day: null })
  return buckets
}

function makeDays(from: number, to: number, dayOf: (at: number) => string): Bucket[] {
  const buckets: Bucket[] = []
  for (let at = startOfDay(from, dayOf); at < to; ) {
    const next = startOfDay(at + 26 * hourMs, dayOf)
    buckets.push({ from: at, to: next, day: dayOf(at) })
    at = next
  }
  return buckets
}

const quarterMs = 15 * 60_000

/** Zones differ from UTC by whole quarters of an hour, and a day has 23 to 25 hours: it is looked for. */
function startOfDay(at: number, dayOf: (at: number) => string): number {
  const day = dayOf(at)
  let inside = Math.floor(at / quarterMs)
  let before = inside - 104
  while (inside - before > 1) {
    const middle = Math.floor((inside + before) / 2)
    if (dayOf(middle * quarterMs) === day) inside = middle
    else before = middle
  }
  return inside * quarterMs
}
