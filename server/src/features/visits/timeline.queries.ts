import { sql } from 'kysely'
import type { Uuid } from '../../domain/ids.ts'
import type { Queries } from '../../platform/database/queries.ts'
import { type ActivityRow, activityColumns } from '../shared/activity.ts'
import type { VisitRow } from '../shared/visit.ts'

/**
 * Reads the newest activities of each of these visits, newest first. A visit that was open during a merge has
 * activities under several ids of its contact, so all of them are asked.
 */
export async function readNewestActivities(
  queries: Queries,
  contactIds: readonly Uuid[],
  visits: readonly VisitRow[],
  limit: number,
): Promise<ReadonlyMap<Uuid, ActivityRow[]>> {
  const { rows } = await sql<ActivityRow>`
    SELECT a.* FROM unnest(${visits.map((visit) => visit.id)}::uuid[],
      ${visits.map((visit) => visit.started_at)}::timestamptz[],
      ${visits.map((visit) => visit.last_at)}::timestamptz[]) AS v (id, started_at, last_at)
    CROSS JOIN LATERAL (
      SELECT ${activityColumns} FROM activities a
      WHERE a.contact_id = ANY(${contactIds}::uuid[]) AND a.visit_id = v.id
        AND a.occurred_at BETWEEN v.started_at AND v.last_at
      ORDER BY a.occurred_at DESC, a.id DESC LIMIT ${limit}
    ) a ORDER BY a.occurred_at DESC, a.id DESC`.execute(queries)
  return Map.groupBy(rows, (row) => row.visit_id)
}
