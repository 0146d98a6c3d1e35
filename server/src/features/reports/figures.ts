import { type ActivityKind, activityKinds } from '../../domain/kinds.ts'
import { type DurationCounts, medianDuration } from './durations.ts'
import type { Figures } from './reports.schemas.ts'
import { kindColumns } from './sum-visits.queries.ts'

/** The sums of some visits, as they come from the database. */
export interface Sums {
  readonly visits: number
  readonly bounces: number
  readonly conversions: number
  readonly points: number
  readonly activities: Readonly<Record<ActivityKind, number>>
}

export type SumsRow = {
  readonly [Column in
    | 'visits'
    | 'bounces'
    | 'conversions'
    | 'points'
    | (typeof kindColumns)[ActivityKind]]: number
}

export function readSums(row: SumsRow): Sums {
  const { visits, bounces, conversions, points } = row
  const activities = Object.fromEntries(activityKinds.map((kind) => [kind, row[kindColumns[kind]]]))
  return { visits, bounces, conversions, points, activities: activities as Sums['activities'] }
}

const none: Sums = readSums(
  Object.fromEntries(
    ['visits', 'bounces', 'conversions', 'points', ...Object.values(kindColumns)].map((column) => [
      column,
      0,
    ]),
  ) as SumsRow,
)

function addSums(a: Sums, b: Sums): Sums {
  const activities = Object.fromEntries(
    activityKinds.map((kind) => [kind, a.activities[kind] + b.activities[kind]]),
  )
  return {
    visits: a.visits + b.visits,
    bounces: a.bounces + b.bounces,
    conversions: a.conversions + b.conversions,
    points: a.points + b.points,
    activities: activities as Sums['activities'],
  }
}

export function sumOf(sums: Iterable<Sums>): Sums {
  let total = none
  for (const one of sums) total = addSums(total, one)
  return total
}

/** Where there were no visits there is no rate, which is something else than a rate of zero. */
export function toFigures(
  sums: Sums,
  money: Readonly<Record<string, number>>,
  durations: DurationCounts,
): Figures {
  const { visits, bounces, conversions, points } = sums
  const perVisit = (sum: number) => (visits === 0 ? null : sum / visits)
  return {
    ...sums,
    money: { ...money },
    pointsPerVisit: perVisit(points),
    conversionRate: perVisit(conversions),
    bounceRate: perVisit(bounces),
    medianDurationMs: medianDuration(durations),
  }
}
