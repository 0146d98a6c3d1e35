import { sql } from 'kysely'
import type { Queries } from '../../platform/database/queries.ts'

/** Visits of a channel that are looked through for its last event: a visit that goes on began not long ago. */
const VISITS = 200

/** When each channel was last heard of; channels of which nothing is stored are missing. */
export async function readLastEvents(queries: Queries): Promise<ReadonlyMap<number, Date>> {
  // Visits have no index by channel: the last day on which something was counted tells where to look, and where not.
  const { rows } = await sql<{ channel_id: number; last_at: Date }>`
    SELECT c.channel_id, v.last_at
    FROM (SELECT channel_id, max(day) AS day FROM daily_counts GROUP BY 1) c
    CROSS JOIN LATERAL (
      SELECT max(last_at) AS last_at FROM (
        SELECT last_at FROM visits
        WHERE channel_id = c.channel_id
          AND started_at BETWEEN c.day::timestamptz - interval '2 days' AND c.day::timestamptz + interval '2 days'
        ORDER BY started_at DESC LIMIT ${VISITS}
      ) newest
    ) v WHERE v.last_at IS NOT NULL`.execute(queries)
  return new Map(rows.map((row) => [row.channel_id, row.last_at]))
}
