import { type RawBuilder, sql } from 'kysely'
import type { Queries } from '../../platform/database/queries.ts'
import { overlaps } from './rejected-events.queries.ts'
import {
  effectiveState,
  isInState,
  matchesCount,
  matchesFilter,
  type RejectedFilter,
} from './rejected-filter.ts'
import type { Replayers } from './why-not-replayable.ts'

/** A filter with both ends. */
export type PeriodFilter = RejectedFilter & { readonly from: Date; readonly to: Date }

/** In how many parts a trend shows a period. */
export const TREND_PARTS = 24

export const MOST_CAUSES = 200

/** Kept events of one cause. */
export interface KeptCause {
  readonly api: number
  readonly channel_id: number
  readonly code: string
  readonly subject: string
  readonly message: string
  readonly kinds: readonly string[]
  readonly kept: number
  readonly waiting: number
  readonly unreplayable: number
  readonly tried: number
  readonly replayed: number
  readonly discarded: number
  readonly first_at: Date
  readonly last_at: Date
  readonly parts: readonly number[]
  readonly counts: readonly number[]
}

/** All events of one code, the ones that were not kept too. */
export interface CountedCause {
  readonly api: number
  readonly channel_id: number
  readonly code: string
  readonly count: number
  readonly first_at: Date
  readonly last_at: Date
  readonly parts: readonly number[]
  readonly counts: readonly number[]
}

/** The causes with the newest events, one more than are shown where there are more. */
export async function readKeptCauses(
  queries: Queries,
  filter: PeriodFilter,
  replayers: Replayers,
): Promise<KeptCause[]> {
  const { rows } = await sql<KeptCause>`
    WITH parts AS (
      SELECT e.api, e.channel_id, e.code, e.subject, ${partOf(filter, sql`e.received_at`)} AS part,
        max(e.message) AS message, array_agg(DISTINCT e.kind) FILTER (WHERE e.kind <> '') AS kinds,
        count(*)::int AS kept,
        count(*) FILTER (WHERE e.state = 0)::int AS waiting,
        count(*) FILTER (WHERE e.state = 4)::int AS unreplayable,
        count(*) FILTER (WHERE e.state = 0 AND e.attempts > 0)::int AS tried,
        count(*) FILTER (WHERE e.state = 2)::int AS replayed,
        count(*) FILTER (WHERE e.state = 3)::int AS discarded,
        min(e.received_at) AS first_at, max(e.received_at) AS last_at
      FROM (
        SELECT e.api, e.channel_id, e.code, e.subject, e.message, e.kind, e.attempts, e.received_at,
          ${effectiveState(replayers)} AS state
        FROM rejected_events e WHERE ${matchesFilter(filter)} AND ${isInState(filter, replayers)}
      ) AS e
      GROUP BY 1, 2, 3, 4, 5
    )
    SELECT api, channel_id, code, subject, max(message) AS message,
      coalesce((SELECT (array_agg(DISTINCT kind))[1:5] FROM unnest(string_to_array(
        string_agg(array_to_string(kinds, E'\\n'), E'\\n'), E'\\n')) AS kind), '{}') AS kinds,
      sum(kept)::int AS kept, sum(waiting)::int AS waiting, sum(unreplayable)::int AS unreplayable,
      sum(tried)::int AS tried, sum(replayed)::int AS replayed, sum(discarded)::int AS discarded,
      min(first_at) AS first_at, max(last_at) AS last_at,
      array_agg(part) AS parts, array_agg(kept) AS counts
    FROM parts GROUP BY api, channel_id, code, subject
    ORDER BY max(last_at) DESC LIMIT ${MOST_CAUSES + 1}`.execute(queries)
  return rows
}

export async function readCountedCauses(queries: Queries, filter: PeriodFilter): Promise<CountedCause[]> {
  const { rows } = await sql<CountedCause>`
    WITH parts AS (
      SELECT e.api, e.channel_id, e.code, ${partOf(filter, sql`e.minute`)} AS part,
        sum(e.rejected)::int AS count, min(e.minute) AS first_at, max(e.minute) AS last_at
      FROM rejected_counts e WHERE ${overlaps(filter)} AND ${matchesCount(filter)}
      GROUP BY 1, 2, 3, 4
    )
    SELECT api, channel_id, code, sum(count)::int AS count, min(first_at) AS first_at, max(last_at) AS last_at,
      array_agg(part) AS parts, array_agg(count) AS counts
    FROM parts GROUP BY api, channel_id, code ORDER BY max(last_at) DESC LIMIT ${MOST_CAUSES + 1}`.execute(
    queries,
  )
  return rows
}

/** From 0; what lies outside by a part of a minute belongs to the first or last. */
function partOf({ from, to }: PeriodFilter, time: RawBuilder<unknown>): RawBuilder<unknown> {
  return sql`least(greatest(width_bucket(
    extract(epoch FROM ${time}), extract(epoch FROM ${from}::timestamptz), extract(epoch FROM ${to}::timestamptz),
    ${TREND_PARTS}) - 1, 0), ${TREND_PARTS - 1})::int`
}
