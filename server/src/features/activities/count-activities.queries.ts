import { sql } from 'kysely'
import type { Queries } from '../../platform/database/queries.ts'
import { countRows, type Total } from '../shared/count-rows.ts'
import { Problem } from '../shared/problem.ts'
import { activitiesFor } from './activities-of-visits.ts'
import { matches } from './activity-conditions.ts'
import type { ActivityFilter } from './activity-filter.ts'
import { withTimeLimit } from './with-time-limit.ts'

/** How many is nice to know, and nothing to wait for. */
const mostMs = 1_500

/** Null where counting takes too long, `leftMs` at most. */
export async function countActivities(
  queries: Queries,
  filter: ActivityFilter,
  leftMs: number,
): Promise<Total | null> {
  const ofContact =
    filter.contact === null ? sql`true` : sql`a.contact_id = ANY(${filter.contact.ids}::uuid[])`
  const rows = sql`SELECT FROM ${activitiesFor(filter)} WHERE ${ofContact} AND ${matches(filter)}`
  try {
    return await withTimeLimit(queries, Math.min(Math.floor(leftMs), mostMs), (_run, connection) =>
      countRows(connection, rows),
    )
  } catch (error) {
    if (error instanceof Problem && error.code === 'too_slow') return null
    throw error
  }
}
