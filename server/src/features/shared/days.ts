/**
 * Days, `2026-11-22`, in a time zone: that of the setting `reports.timeZone` for all that is counted by days
 * (docs/spec/waymark.md §4). In addresses of the admin, admin/src/shared/list/report-days.ts finds the same.
 */
const HOUR_MS = 60 * 60_000
const DAY_MS = 24 * HOUR_MS
/** Days begin on full seconds: clocks of Liberia were 44 minutes and 30 seconds behind UTC until 1972. */
const SECOND_MS = 1000

/** How many days there are from one to another, both included. */
export function countDays(from: string, to: string): number {
  return Math.round((Date.parse(to) - Date.parse(from)) / DAY_MS) + 1
}

export function addDays(day: string, days: number): string {
  return new Date(Date.parse(day) + days * DAY_MS).toISOString().slice(0, 10)
}

/** Tells the day of a moment, in milliseconds since 1970. */
export function createDayOf(timeZone: string): (at: number) => string {
  const format = new Intl.DateTimeFormat('en-CA', {
    timeZone,
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
  })
  return (at) => format.format(at)
}

/**
 * The first moments of these days in a row, in milliseconds since 1970: midnight, or what follows it where clocks jump over
 * midnight. A day that a place left out begins and ends at once.
 */
export function findDayStarts(days: readonly string[], timeZone: string): number[] {
  const dayOf = createDayOf(timeZone)
  const starts: number[] = []
  for (const day of days) {
    // Nearly every day has 24 hours.
    const guess = (starts.at(-1) ?? Date.parse(day) - DAY_MS) + DAY_MS
    const isRight = dayOf(guess) === day && dayOf(guess - SECOND_MS) < day
    starts.push(isRight ? guess : searchStart(day, dayOf))
  }
  return starts
}

function searchStart(day: string, dayOf: (at: number) => string): number {
  const midnight = Date.parse(day)
  // No place is further away from UTC.
  let [low, high] = [midnight - 15 * HOUR_MS, midnight + 15 * HOUR_MS]
  while (high - low > SECOND_MS) {
    const middle = Math.floor((low + high) / 2 / SECOND_MS) * SECOND_MS
    if (dayOf(middle) < day) low = middle
    else high = middle
  }
  return high
}
