import { sql } from 'kysely'
import type { Uuid } from '../../domain/ids.ts'
import type { Queries } from '../../platform/database/queries.ts'

/** From the first activity of a visit to its last, in milliseconds since 1970; null where there is no such visit. */
export async function findVisitSpan(
  queries: Queries,
  id: Uuid,
): Promise<{ readonly from: number; readonly last: number } | null> {
  const { rows } = await sql<{ started_at: Date; last_at: Date }>`
    SELECT v.started_at, v.last_at FROM visits v WHERE v.id = ${id}`.execute(queries)
  const [visit] = rows
  return visit === undefined ? null : { from: visit.started_at.getTime(), last: visit.last_at.getTime() }
}
