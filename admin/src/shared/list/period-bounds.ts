import type { Period } from './period.ts'
import { endOf, startOf } from './report-days.ts'

/** What the API takes: moments, `to` exclusive. Days are those of `zone`. */
export function boundsOf(period: Period, now: number, zone: string): { from?: string; to?: string } {
  if (period.kind === 'last') return { from: new Date(now - period.hours * 3_600_000).toISOString() }
  if (period.kind === 'moments')
    return {
      ...(period.from !== null && { from: period.from }),
      ...(period.to !== null && { to: period.to }),
    }
  return {
    ...(period.from !== null && { from: startOf(period.from, zone) }),
    ...(period.to !== null && { to: endOf(period.to, zone) }),
  }
}
