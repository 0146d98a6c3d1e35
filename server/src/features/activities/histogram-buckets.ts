import { addDays, createDayOf, findDayStarts } from '../shared/days.ts'

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
 * All hours that a stretch of time touches, or, where those are too many, all days of a time zone. Null for more days than a
 * histogram can show.
 */
export function makeBuckets(from: number, to: number, timeZone: string): Bucket[] | null {
  if (to <= from) return []
  if (to - from > mostHistogramDays * dayMs) return null
  return to - from <= mostHours * hourMs ? makeHours(from, to) : makeDays(from, to, timeZone)
}

function makeHours(from: number, to: number): Bucket[] {
  const buckets: Bucket[] = []
  for (let at = Math.floor(from / hourMs) * hourMs; at < to; at += hourMs)
    buckets.push({ from: at, to: at + hourMs, day: null })
  return buckets
}

function makeDays(from: number, to: number, timeZone: string): Bucket[] {
  const dayOf = createDayOf(timeZone)
  const last = dayOf(to - 1)
  const days: string[] = []
  for (let day = dayOf(from); day <= last; day = addDays(day, 1)) days.push(day)
  const starts = findDayStarts([...days, addDays(last, 1)], timeZone)
  return days
    .map((day, n) => ({ day, from: starts[n] ?? 0, to: starts[n + 1] ?? 0 }))
    .filter((bucket) => bucket.from < bucket.to)
}
