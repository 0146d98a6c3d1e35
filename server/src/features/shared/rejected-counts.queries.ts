import { sql } from 'kysely'
import type { Queries } from '../../platform/database/queries.ts'
import { firstDemoId, lastDemoId } from './demo-ids.ts'

/** Of no channel of the demo: nobody has to mend what that made up. Of a table that goes by `e`. */
export const isReal = sql`NOT EXISTS (
  SELECT FROM channels c WHERE c.id = e.channel_id AND c.guid BETWEEN ${firstDemoId}::uuid AND ${lastDemoId}::uuid)`

/** How many events were rejected since a moment, to the minute, those of the demo not counted. */
export async function countRejectedSince(queries: Queries, since: Date): Promise<number> {
  const { rows } = await sql<{ rejected: number }>`
    SELECT coalesce(sum(rejected), 0)::float8 AS rejected FROM rejected_counts e
    WHERE e.minute > ${since}::timestamptz - interval '1 minute' AND ${isReal}`.execute(queries)
  return rows[0]?.rejected ?? 0
}
