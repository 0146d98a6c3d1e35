const RFC_3339 = /^(\d{4})-(\d{2})-(\d{2})T(\d{2}):(\d{2}):(\d{2})(?:\.(\d+))?(?:Z|([+-])(\d{2}):(\d{2}))$/i

/** Longer fractions than anybody's clock has are no reason to read on. */
const MAX_LENGTH = 64
const MINUTE_MS = 60_000
const DAY_MS = 24 * 60 * MINUTE_MS

/**
 * Reads a date and time as RFC 3339 writes it, with its offset: milliseconds since 1970, what is finer cut off; null
 * for anything else, such as a day that does not exist. A leap second is the first one of the next day.
 */
export function parseTimestamp(text: string): number | null {
  if (text.length > MAX_LENGTH) return null
  const match = RFC_3339.exec(text)
  if (match === null) return null
  const [year, month, day, hour, minute, second] = match.slice(1, 7).map(Number) as Six
  const milliseconds = Number((match[7] ?? '').slice(0, 3).padEnd(3, '0'))
  const [offsetHours, offsetMinutes] = [Number(match[9] ?? 0), Number(match[10] ?? 0)]
  if (hour > 23 || minute > 59 || second > 60 || offsetHours > 23 || offsetMinutes > 59) return null
  if (day < 1 || day > daysOf(year, month)) return null

  const offsetMs = (offsetHours * 60 + offsetMinutes) * MINUTE_MS * (match[8] === '-' ? -1 : 1)
  const at = startOfDay(year, month, day) + ((hour * 60 + minute) * 60 + second) * 1_000 - offsetMs
  // Leap seconds are put in at the end of a day in UTC.
  if (second === 60 && at % DAY_MS !== 0) return null
  return at + milliseconds
}

type Six = [year: number, month: number, day: number, hour: number, minute: number, second: number]

/** Zero for a month that does not exist. */
function daysOf(year: number, month: number): number {
  return month < 1 || month > 12 ? 0 : new Date(startOfDay(year, month + 1, 0)).getUTCDate()
}

/** Unlike Date.UTC, which takes the years 0 to 99 for those of the last century. */
function startOfDay(year: number, month: number, day: number): number {
  return new Date(0).setUTCFullYear(year, month - 1, day)
}
