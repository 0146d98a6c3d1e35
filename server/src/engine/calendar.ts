/**
 * The calendar day (`2026-11-22`) of a moment in a time zone. Remembers the days it was last asked for: zones differ
 * from UTC by multiples of a quarter of an hour, so all moments of a quarter share a day.
 */
export function createCalendar(timeZone: string): (at: number) => string {
  const format = new Intl.DateTimeFormat('en-CA', {
    timeZone,
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
  })
  const days = new Map<number, string>()
  return (at) => {
    const quarter = Math.floor(at / QUARTER_MS)
    let day = days.get(quarter)
    if (day === undefined) {
      if (days.size > 1_000) days.clear()
      day = format.format(quarter * QUARTER_MS)
      days.set(quarter, day)
    }
    return day
  }
}

const QUARTER_MS = 15 * 60_000
