import { type RawBuilder, sql } from 'kysely'
import type { Queries } from '../../platform/database/queries.ts'

export interface Total {
  readonly total: number
  readonly totalIsEstimate: boolean
}

/** Beyond this nobody counts along, and counting exactly can take seconds. */
const exactUpTo = 10_000

/** Counts the rows of a SELECT: exactly up to 10,000, beyond that as the planner of PostgreSQL estimates them. */
export async function countRows(queries: Queries, rows: RawBuilder<unknown>): Promise<Total> {
  const counted = await sql<{
    count: number
  }>`SELECT count(*) FROM (${rows} LIMIT ${exactUpTo + 1}) counted`.execute(queries)
  const total = counted.rows[0]?.count ?? 0
  if (total <= exactUpTo) return { total, totalIsEstimate: false }
  return { total: Math.max(total, await estimateRows(queries, rows)), totalIsEstimate: true }
}

/** How many rows of a SELECT the planner of PostgreSQL expects. */
export async function estimateRows(queries: Queries, rows: RawBuilder<unknown>): Promise<number> {
  const plan = await sql<{
    'QUERY PLAN': [{ Plan: { 'Plan Rows': number } }]
  }>`EXPLAIN (FORMAT JSON) ${rows}`.execute(queries)
  return Math.round(plan.rows[0]?.['QUERY PLAN'][0].Plan['Plan Rows'] ?? 0)
}
