/**
 * When what an address names begins. A day is one of `zone`, that of reports, whoever looks at it and wherever: so a number
 * of the overview and the list behind it are of the same time (docs/spec/waymark.md §4).
 */
export function startOf(text: string, zone: string): string {
  return text.includes('T') ? text : new Date(startOfDay(text, zone)).toISOString()
}

/** When it is over: the day that is named belongs to it. */
export function endOf(text: string, zone: string): string {
  if (text.includes('T')) return text
  const next = new Date(Date.parse(text) + DAY_MS).toISOString().slice(0, 10)
  return new Date(startOfDay(next, zone)).toISOString()
}

/** The day of a moment, in milliseconds. */
export function dayOf(at: number, zone: string): string {
  return formatOf(zone).format(at)
}

/** Of all languages this one writes days as addresses do. */
function formatOf(timeZone: string): Intl.DateTimeFormat {
  return new Intl.DateTimeFormat('en-CA', { timeZone, year: 'numeric', month: '2-digit', day: '2-digit' })
}

const HOUR_MS = 3_600_000
const DAY_MS = 24 * HOUR_MS
/** Clocks differ from UTC by whole quarters of an hour, but for those of Liberia until May 1972. */
const STEP_MS = 30_000

/** Midnight, or what follows it where clocks jump over midnight: the server finds the same. */
function startOfDay(day: string, zone: string): number {
  const format = formatOf(zone)
  const midnight = Date.parse(day)
  // No place is further away from UTC.
  let [before, inside] = [midnight - 15 * HOUR_MS, midnight + 15 * HOUR_MS]
  while (inside - before > STEP_MS) {
    const middle = Math.floor((before + inside) / 2 / STEP_MS) * STEP_MS
    if (format.format(middle) < day) before = middle
    else inside = middle
  }
  return inside
}
