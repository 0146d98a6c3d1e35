import type { Changes } from './state.ts'

/**
 * The days that are over and that a batch changes all the same, in order: by events that come late, and by visits that go
 * on past midnight.
 */
export function findPastDays(
  { dailyCounts, visits }: Changes,
  dayOf: (at: number) => string,
  today: string,
): string[] {
  const days = new Set(dailyCounts.keys())
  for (const { startedAt, beganAt } of visits.values()) {
    days.add(dayOf(startedAt))
    // A late event may have moved its begin to another day.
    if (beganAt !== startedAt) days.add(dayOf(beganAt))
  }
  days.delete(today)
  return [...days].sort()
}
