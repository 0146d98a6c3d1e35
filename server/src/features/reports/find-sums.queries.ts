import { type QueryResult, type RawBuilder, sql } from 'kysely'
import type { Snapshot } from '../../catalogue/snapshot.ts'
import type { Queries } from '../../platform/database/queries.ts'
import type { Dimension } from './dimensions.ts'
import type { ReportPeriod } from './report-period.ts'
import { sumColumns, sumVisits } from './sum-visits.queries.ts'
import { findDimensions, matchesSum, type VisitFilter } from './visit-filter.ts'
import { runWide } from './wide-queries.ts'

export interface Asked {
  readonly period: ReportPeriod
  readonly filter: VisitFilter
  readonly snapshot: Snapshot
}

/** Where the sums of a report come from. */
export interface SumsSource {
  /** The dimension by which visits are chosen. */
  readonly dimension: Dimension
  /** Whether the days that are summed up say it; else visits are asked themselves. */
  readonly isKept: boolean
}

/** Kept sums know days and one dimension at a time; and a visit that reached two goals stands in both. */
export function findSource({ period, filter }: Asked): SumsSource {
  const [dimension = 'all', ...others] = findDimensions(filter)
  const isOneSource = filter.campaigns === null || filter.sources === null
  const isOneGoal = (filter.goals ?? []).length <= 1
  const isKept = period.unit === 'day' && others.length === 0 && isOneSource && isOneGoal
  return { dimension: isKept ? dimension : 'all', isKept }
}

/** A SELECT that gives a row of sums for each slot of the period and each member of the dimensions. */
export function findSums(
  asked: Asked,
  dimensions: readonly Dimension[],
  isKept: boolean,
): RawBuilder<unknown> {
  const { period, filter, snapshot } = asked
  if (!isKept) return sumVisits({ bounds: period.bounds, filter, dimensions, snapshot })
  const ofDimension = dimensions.map((dimension) => matchesSum(filter, dimension))
  return sql`
    SELECT v.day - ${period.from}::date AS slot, dimension, channel_id, robot, number, text, ${sumColumns}
    FROM report_visits v
    WHERE v.day BETWEEN ${period.from}::date AND ${period.to}::date AND (${sql.join(ofDimension, sql` OR `)})`
}

/** Runs a query over such sums. */
export function runSums<Row>(
  queries: Queries,
  query: RawBuilder<Row>,
  isKept: boolean,
): Promise<QueryResult<Row>> {
  return isKept ? query.execute(queries) : runWide(queries, (transaction) => query.execute(transaction))
}
