/** By what visits are told apart. The numbers stand in the database (report_visits.dimension). */
export const dimensions = { all: 0, source: 1, entryPage: 2, device: 3, country: 4, goal: 5 } as const
export type Dimension = keyof typeof dimensions

/** By what a report can be broken down, and the dimension that tells it. */
export const breakdowns = {
  channel: 'all',
  campaign: 'source',
  trafficChannel: 'source',
  goal: 'goal',
  entryPage: 'entryPage',
  device: 'device',
  country: 'country',
} as const satisfies Record<string, Dimension>
export type Breakdown = keyof typeof breakdowns
export const breakdownNames = Object.keys(breakdowns) as Breakdown[]

/** What makes a member of a breakdown come first. */
export type BreakdownSort = '-visits' | '-points' | '-conversions'
