import { sql } from 'kysely'
import type { Uuid } from '../../domain/ids.ts'
import type { Queries } from '../../platform/database/queries.ts'
import { type ActivityRow, activityColumns } from '../shared/activity.ts'
import type { VisitRow } from '../shared/visit.ts'

/**
 * The first activities of a visit, oldest first. One that was open during a merge has activities under several ids of its
 * contact, so all of them are asked.
 */
export async function readActivitiesOfVisit(
  queries: Queries,
  contactIds: readonly Uuid[],
  visit: VisitRow,
  limit: number,
): Promise<ActivityRow[]> {
  const { rows } = await sql<ActivityRow>`
    SELECT ${activityColumns} FROM activities a
    WHERE a.contact_id = ANY(${contactIds}::uuid[]) AND a.visit_id = ${visit.id}
      AND a.occurred_at BETWEEN ${visit.started_at} AND ${visit.last_at}
    ORDER BY a.occurred_at, a.id LIMIT ${limit}`.execute(queries)
  return rows
}
