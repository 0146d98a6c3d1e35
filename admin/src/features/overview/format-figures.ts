const percents = new Intl.NumberFormat(undefined, { style: 'percent', maximumFractionDigits: 1 })

export function formatPercent(share: number): string {
  return percents.format(share)
}

const tenths = new Intl.NumberFormat(undefined, { maximumFractionDigits: 1 })

/** A difference of two shares, in percentage points. */
export function formatPoints(difference: number): string {
  return tenths.format(difference * 100)
}

const plainDay = { month: 'short', day: 'numeric' } as const

/** The label of a slot: days in the time zone of the report, wherever the viewer is. */
export function formatSlot(at: string, unit: 'day' | 'hour', timeZone: string): string {
  const options: Intl.DateTimeFormatOptions =
    unit === 'day' ? plainDay : { hour: '2-digit', minute: '2-digit' }
  return new Intl.DateTimeFormat(undefined, { ...options, timeZone }).format(new Date(at))
}

/** With the year: for tables, and where a chart says exactly what a point is. */
export function formatSlotInFull(at: string, unit: 'day' | 'hour', timeZone: string): string {
  const options: Intl.DateTimeFormatOptions =
    unit === 'day'
      ? { weekday: 'short', year: 'numeric', ...plainDay }
      : { ...plainDay, hour: '2-digit', minute: '2-digit' }
  return new Intl.DateTimeFormat(undefined, { ...options, timeZone }).format(new Date(at))
}

/** By what part a figure has changed; null where there was none before, or none now: then no part says it. */
export function changeOf(now: number | null, before: number | null): number | null {
  if (now === null || before === null || before === 0) return null
  return (now - before) / Math.abs(before)
}

/** Beyond ten times as much again a part says nothing: there was next to nothing before. */
const MOST_CHANGE = 10

/** A change as text, without its sign, and whether it is beyond what says something. */
export function formatChange(change: number): { readonly part: string; readonly isBeyond: boolean } {
  const size = Math.abs(change)
  return { part: formatPercent(Math.min(size, MOST_CHANGE)), isBeyond: size > MOST_CHANGE }
}

/** Whether a slot still goes on, so that its figures are lower than they will be. `now` in milliseconds. */
export function isUnfinished(at: string, unit: 'day' | 'hour', now: number): boolean {
  return now - Date.parse(at) < (unit === 'day' ? 24 : 1) * 3_600_000
}
