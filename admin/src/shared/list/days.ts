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

/** When what an address names begins: a day where the viewer is. */
export function startOf(text: string): string {
  return text.includes('T') ? text : new Date(`${text}T00:00`).toISOString()
}

/** When it is over: the day that is named belongs to it. */
export function endOf(text: string): string {
  if (text.includes('T')) return text
  const end = new Date(`${text}T00:00`)
  end.setDate(end.getDate() + 1)
  return end.toISOString()
}

/** Whether there is time between the beginning of one and the end of the other; what is open at an end has some. */
export function isInOrder(from: string | undefined, to: string | undefined): boolean {
  return from === undefined || to === undefined || Date.parse(startOf(from)) < Date.parse(endOf(to))
}

/** How many days there are from one to another, both included; NaN where one is none. */
export function countDays(from: string, to: string): number {
  return (Date.parse(to) - Date.parse(from)) / 86_400_000 + 1
}
