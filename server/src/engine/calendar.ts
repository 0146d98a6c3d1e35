/**
 * Tells the calendar day (`2026-11-22`) of a moment (milliseconds since 1970) in the time zone that `timeZone` names at
 * that time. Remembers the days it was asked for: zones differ from UTC by multiples of a quarter of an hour, so all
 * moments of a quarter share a day.
 */
export function createCalendar(timeZone: () => string): (at: number) => string {
  let zone = ''
  let format = new Intl.DateTimeFormat('en-CA')
  const days = new Map<number, string>()
  return (at) => {
    if (timeZone() !== zone) {
      zone = timeZone()
      format = new Intl.DateTimeFormat('en-CA', {
        timeZone: zone,
        year: 'numeric',
        month: '2-digit',
        day: '2-digit',
      })
      days.clear()
    }
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
