import { type RawBuilder, sql } from 'kysely'
import type { Uuid } from '../../domain/ids.ts'
import type { Queries } from '../../platform/database/queries.ts'
import { countRows, type Total } from '../shared/count-rows.ts'
import type { TimeKey } from '../shared/cursors.ts'
import { type PageRequest, readingOrder } from '../shared/pages.ts'
import { isReal } from '../shared/rejected-counts.queries.ts'
import {
  effectiveState,
  isInState,
  isOpen,
  isReplayable,
  matchesCount,
  matchesFilter,
  type RejectedFilter,
} from './rejected-filter.ts'
import type { Replayers } from './why-not-replayable.ts'

export interface RejectedEventRow {
  readonly id: Uuid
  readonly received_at: Date
  readonly api: number
  readonly channel_id: number
  readonly api_key_name: string | null
  readonly code: string
  readonly message: string
  readonly payload: string | null
  readonly request_id: string | null
  readonly endpoint: string | null
  readonly sent: number | null
  readonly is_cut: boolean
  readonly contact_id: Uuid | null
  readonly sender: unknown
  readonly kind: string
  readonly subject: string
  readonly message_id: string | null
  readonly state: number
  readonly attempts: number
  readonly tried_at: Date | null
  readonly last_code: string | null
  readonly last_message: string | null
  readonly corrected_payload: string | null
  readonly corrected_by: string | null
  readonly corrected_at: Date | null
  readonly settled_at: Date | null
  readonly settled_by: string | null
  readonly stored_contact_id: Uuid | null
}

/** Of a table that goes by `e`, but for the name of the key. */
export const rejectedColumns = sql`e.id, e.received_at, e.api, e.channel_id, e.code, e.message, e.payload, e.request_id,
  e.endpoint, e.sent, e.is_cut, e.contact_id, e.sender, e.kind, e.subject, e.message_id, e.attempts, e.tried_at,
  e.last_code, e.last_message, e.corrected_payload, e.corrected_by, e.corrected_at, e.settled_at, e.settled_by, e.stored_contact_id`

const select = (replayers: Replayers) => sql`
  SELECT ${rejectedColumns}, ${effectiveState(replayers)} AS state, k.name AS api_key_name
  FROM rejected_events e LEFT JOIN api_keys k ON k.id = e.api_key_id`

/** Reads a page of rejected events in reading order, and one more where there are more. */
export async function readRejectedEvents(
  queries: Queries,
  filter: RejectedFilter,
  request: PageRequest<TimeKey>,
  replayers: Replayers,
): Promise<RejectedEventRow[]> {
  const direction = readingOrder(request) === 'ascending' ? sql`ASC` : sql`DESC`
  const { rows } = await sql<RejectedEventRow>`
    ${select(replayers)}
    WHERE ${matchesFilter(filter)} AND ${isInState(filter, replayers)} AND ${isBeyond(request)}
    ORDER BY e.received_at ${direction}, e.id ${direction} LIMIT ${request.limit + 1}`.execute(queries)
  return rows
}

export async function findRejectedEvent(
  queries: Queries,
  id: Uuid,
  replayers: Replayers,
): Promise<RejectedEventRow | null> {
  const { rows } = await sql<RejectedEventRow>`${select(replayers)} WHERE e.id = ${id}`.execute(queries)
  return rows[0] ?? null
}

export function countRejectedEvents(
  queries: Queries,
  filter: RejectedFilter,
  replayers: Replayers,
): Promise<Total> {
  return countRows(
    queries,
    sql`SELECT FROM rejected_events e WHERE ${matchesFilter(filter)} AND ${isInState(filter, replayers)}`,
  )
}

/** How many wait, exactly. */
export async function countWaiting(
  queries: Queries,
  filter: RejectedFilter,
  replayers: Replayers,
): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    SELECT count(*)::int AS count FROM rejected_events e
    WHERE e.state < 2 AND ${isOpen} AND ${isReplayable(replayers)} AND ${matchesFilter(filter)}`.execute(
    queries,
  )
  return rows[0]?.count ?? 0
}

/** How many could be given up, exactly: those that wait, and those that nobody can replay. */
export async function countOpen(queries: Queries, filter: RejectedFilter): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    SELECT count(*)::int AS count FROM rejected_events e
    WHERE e.state < 2 AND ${isOpen} AND ${matchesFilter(filter)}`.execute(queries)
  return rows[0]?.count ?? 0
}

/** How many wait of real channels, counted up to 10,000 and one: nobody has to mend what the demo made up. */
export async function countAllWaiting(queries: Queries, replayers: Replayers): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    SELECT count(*)::int AS count
    FROM (
      SELECT FROM rejected_events e
      WHERE e.state < 2 AND ${isOpen} AND ${isReplayable(replayers)} AND ${isReal} LIMIT 10001
    ) waiting`.execute(queries)
  return rows[0]?.count ?? 0
}

/** How many were refused for each reason, most first. */
export async function countByCode(
  queries: Queries,
  filter: RejectedFilter,
): Promise<{ code: string; count: number }[]> {
  const { rows } = await sql<{ code: string; count: number }>`
    SELECT e.code, sum(e.rejected)::bigint AS count FROM rejected_counts e
    WHERE ${overlaps(filter)} AND ${matchesCount(filter)}
    GROUP BY e.code ORDER BY count DESC, e.code LIMIT ${mostCodes}`.execute(queries)
  return rows
}

/** Our own codes are some dozens; plug-ins may have as many as they like. */
const mostCodes = 1_000

/** Minutes that have a part in the time. */
export function overlaps({ from, to }: Pick<RejectedFilter, 'from' | 'to'>): RawBuilder<unknown> {
  const conditions = [sql`true`]
  if (from !== null) conditions.push(sql`e.minute > ${from}::timestamptz - interval '1 minute'`)
  if (to !== null) conditions.push(sql`e.minute < ${to}`)
  return sql.join(conditions, sql` AND `)
}

function isBeyond(request: PageRequest<TimeKey>): RawBuilder<unknown> {
  if (request.position === null) return sql`true`
  const [at, id] = request.position.key
  const place = sql`(${new Date(at)}::timestamptz, ${id}::uuid)`
  return readingOrder(request) === 'descending'
    ? sql`(e.received_at, e.id) < ${place}`
    : sql`(e.received_at, e.id) > ${place}`
}
