/** What an address may say of time: the years that reports take, whose days lie within what the server takes in every zone. */
const date = '(?:197[2-9]|19[89]\\d|2\\d{3})-\\d\\d-\\d\\d'
const day = new RegExp(`^${date}$`)
const moment = new RegExp(`^${date}T\\d\\d:\\d\\d:\\d\\d(?:\\.\\d{1,9})?(?:Z|[+-]\\d\\d:\\d\\d)$`)

/** A day that there is: `2026-11-22`. */
export function isDay(text: string): boolean {
  if (!day.test(text)) return false
  const at = Date.parse(`${text}T00:00:00Z`)
  // What its month does not have would silently be one of the next month.
  return !Number.isNaN(at) && new Date(at).toISOString().startsWith(text)
}

/** A moment as RFC 3339 writes it: `2026-11-22T10:00:00.000Z`. */
export function isMoment(text: string): boolean {
  return moment.test(text) && isDay(text.slice(0, 10)) && !Number.isNaN(Date.parse(text))
}

const DAY_MS = 86_400_000

/** Whether there may be time between the beginning of one and the end of the other; what is open at an end has some. */
export function isInOrder(from: string | undefined, to: string | undefined): boolean {
  if (from === undefined || to === undefined) return true
  if (from.includes('T') && to.includes('T')) return Date.parse(from) < Date.parse(to)
  // A moment beside a day is of a day around it.
  const leeway = from.includes('T') || to.includes('T') ? DAY_MS : 0
  return Date.parse(from.slice(0, 10)) <= Date.parse(to.slice(0, 10)) + leeway
}

export function addDays(day: string, days: number): string {
  return new Date(Date.parse(day) + days * DAY_MS).toISOString().slice(0, 10)
}

/** How many days there are from one to another, both included; NaN where one is none. */
export function countDays(from: string, to: string): number {
  return (Date.parse(to) - Date.parse(from)) / DAY_MS + 1
}
