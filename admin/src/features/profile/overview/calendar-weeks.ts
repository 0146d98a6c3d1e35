const DAY_MS = 86_400_000

export interface CalendarDay {
  /** `2026-11-22` */
  readonly day: string
  readonly activities: number
  /** 0 for nothing, up to 4 for the most. */
  readonly level: number
}

/** Weeks of up to seven days; the first and the last may be shorter. Their days stand by day of the week. */
export type CalendarWeek = readonly (CalendarDay | null)[]

/**
 * A year of days up to and with `today`, in weeks that begin on `firstWeekday` (1 Monday to 7 Sunday). Days are plain
 * dates: no time zone moves them.
 */
export function layOutWeeks(
  counts: readonly { readonly day: string; readonly activities: number }[],
  today: string,
  firstWeekday: number,
): CalendarWeek[] {
  const byDay = new Map(counts.map(({ day, activities }) => [day, activities]))
  const most = Math.max(1, ...byDay.values())
  const last = Date.parse(`${today}T00:00:00Z`)
  const first = yearBefore(today)
  const weeks: (CalendarDay | null)[][] = []
  for (let at = first; at <= last; at += DAY_MS) {
    const column = (new Date(at).getUTCDay() - (firstWeekday % 7) + 7) % 7
    if (column === 0 || weeks.length === 0) weeks.push(Array.from({ length: 7 }, () => null))
    const day = new Date(at).toISOString().slice(0, 10)
    const activities = byDay.get(day) ?? 0
    const week = weeks.at(-1)
    if (week !== undefined) week[column] = { day, activities, level: levelOf(activities, most) }
  }
  return weeks
}

/** The day after the same one a year ago. */
function yearBefore(today: string): number {
  const [year = 0, month = 1, day = 1] = today.split('-').map(Number)
  return Date.UTC(year - 1, month - 1, day) + DAY_MS
}

/** Few tell apart more than four shades; the root keeps a single busy day from paling all others. */
function levelOf(activities: number, most: number): number {
  return activities === 0 ? 0 : Math.max(1, Math.ceil(Math.sqrt(activities / most) * 4))
}
