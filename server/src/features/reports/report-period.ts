import { addDays, countDays, findDayStarts } from '../shared/days.ts'
import { Problem } from '../shared/problem.ts'

/** Days of reports, `2026-11-22`, in the time zone of the setting `reports.timeZone`. */
export interface ReportPeriod {
  readonly timeZone: string
  /** First and last day, both inside. */
  readonly from: string
  readonly to: string
  readonly days: readonly string[]
  /** When each day begins, in milliseconds since 1970, and at the end when the last one is over. */
  readonly dayBounds: readonly number[]
  /** What a series has an entry for: the days, or the hours where there is only one day. */
  readonly unit: 'day' | 'hour'
  /** The same as `dayBounds`, for those. */
  readonly bounds: readonly number[]
}

const HOUR_MS = 60 * 60_000
const MINUTE_MS = 60_000
export const mostDays = 731

/** Throws a {@link Problem} where the last day comes before the first one, or is more than two years away from it. */
export function openPeriod(from: string, to: string, timeZone: string): ReportPeriod {
  const days = countDays(from, to)
  if (days < 1) {
    const message = `The report ends on ${to}, before it begins on ${from}.`
    throw new Problem('invalid_parameter', message, [{ parameter: 'to', message }])
  }
  if (days > mostDays) {
    const message = `A report covers at most two years (${mostDays} days), and this would be ${days} days.`
    throw new Problem('invalid_parameter', message, [{ parameter: 'from', message }])
  }
  const named = Array.from({ length: days + 1 }, (_, n) => addDays(from, n))
  const dayBounds = findDayStarts(named, timeZone)
  const period = { timeZone, from, to, days: named.slice(0, -1), dayBounds }
  if (days > 1) return { ...period, unit: 'day', bounds: dayBounds }
  return { ...period, unit: 'hour', bounds: hoursOf(dayBounds[0] as number, dayBounds[1] as number) }
}

/**
 * As many days, up to the day before. Where the period is a day that goes on, it is the day before up to the same time:
 * the morning of today is no worse than the whole of yesterday.
 */
export function periodBefore({ from, to, timeZone, unit, bounds }: ReportPeriod, now: number): ReportPeriod {
  const days = countDays(from, to)
  const before = openPeriod(addDays(from, -days), addDays(to, -days), timeZone)
  const [start = 0, end = 0] = [bounds[0], bounds.at(-1)]
  if (unit === 'day' || now <= start || now >= end) return before
  // To the minute, so that who asks soon afterwards asks for the same.
  const until = (before.bounds[0] ?? 0) + Math.floor((now - start) / MINUTE_MS) * MINUTE_MS
  if (until === before.bounds[0]) return before
  return { ...before, bounds: [...before.bounds.filter((at) => at < until), until] }
}

/** A day on which clocks change has 23 or 25 of them. */
function hoursOf(start: number, end: number): number[] {
  const hours = Math.ceil((end - start) / HOUR_MS)
  return [...Array.from({ length: hours }, (_, n) => start + n * HOUR_MS), end]
}
