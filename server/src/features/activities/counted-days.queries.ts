import { sql } from 'kysely'
import type { Stretch } from './activity-conditions.ts'
import type { ActivityFilter } from './activity-filter.ts'
import type { RunQuery } from './with-time-limit.ts'

/**
 * The parts of a stretch of time, in reading order, that may hold what a filter asks for: daily counts know on which
 * days something of a channel or definition happened. All of it where it names neither.
 */
export async function findCountedStretches(
  run: RunQuery,
  { channelIds, definitionIds }: ActivityFilter,
  whole: Stretch,
  order: 'ascending' | 'descending',
  timeZone: string,
): Promise<Stretch[]> {
  if (channelIds === null && definitionIds === null) return [whole]
  const { rows } = await run(sql<{ from: Date; to: Date }>`
    WITH days AS (
      SELECT c.day FROM daily_counts c
      WHERE ${channelIds === null ? sql`true` : sql`c.channel_id = ANY(${channelIds}::int[])`}
        AND ${definitionIds === null ? sql`true` : sql`c.definition_id = ANY(${definitionIds}::int[])`}
        AND ${whole.from === null ? sql`true` : sql`c.day >= (${whole.from}::timestamptz AT TIME ZONE ${timeZone})::date`}
        AND ${whole.to === null ? sql`true` : sql`c.day <= (${whole.to}::timestamptz AT TIME ZONE ${timeZone})::date`}
      GROUP BY c.day
    ), runs AS (SELECT d.day, d.day - row_number() OVER (ORDER BY d.day)::int AS run FROM days d)
    SELECT min(r.day)::timestamp AT TIME ZONE ${timeZone} AS "from",
      (max(r.day) + 1)::timestamp AT TIME ZONE ${timeZone} AS "to"
    FROM runs r GROUP BY r.run ORDER BY 1`)
  const stretches = rows.map(({ from, to }) => ({
    from: whole.from !== null && whole.from > from ? whole.from : from,
    to: whole.to !== null && whole.to < to ? whole.to : to,
  }))
  return order === 'ascending' ? stretches : stretches.reverse()
}
