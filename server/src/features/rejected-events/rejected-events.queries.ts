import { type RawBuilder, sql } from 'kysely'
import type { Uuid } from '../../domain/ids.ts'
import type { TrackingApiName } from '../../domain/kinds.ts'
import { apiNumbers } from '../../engine/store/statement.ts'
import type { Queries } from '../../platform/database/queries.ts'
import { countRows, type Total } from '../shared/count-rows.ts'
import type { TimeKey } from '../shared/cursors.ts'
import { type PageRequest, readingOrder } from '../shared/pages.ts'

/** Which rejected events. Null is no condition. */
export interface RejectedFilter {
  readonly api: TrackingApiName | null
  readonly channelIds: readonly number[] | null
  readonly code: string | null
  readonly from: Date | null
  /** Exclusive. */
  readonly to: Date | null
}

export interface RejectedEventRow {
  readonly id: Uuid
  readonly received_at: Date
  readonly api: number
  readonly channel_id: number
  readonly api_key_name: string | null
  readonly code: string
  readonly message: string
  readonly payload: string | null
}

/** Reads a page of rejected events in reading order, and one more where there are more. */
export async function readRejectedEvents(
  queries: Queries,
  filter: RejectedFilter,
  request: PageRequest<TimeKey>,
): Promise<RejectedEventRow[]> {
  const direction = readingOrder(request) === 'ascending' ? sql`ASC` : sql`DESC`
  const { rows } = await sql<RejectedEventRow>`
    SELECT e.id, e.received_at, e.api, e.channel_id, k.name AS api_key_name, e.code, e.message, e.payload
    FROM rejected_events e LEFT JOIN api_keys k ON k.id = e.api_key_id
    WHERE ${isWithin(filter)} AND ${matches(filter)} AND ${isBeyond(request)}
    ORDER BY e.received_at ${direction}, e.id ${direction} LIMIT ${request.limit + 1}`.execute(queries)
  return rows
}

export function countRejectedEvents(queries: Queries, filter: RejectedFilter): Promise<Total> {
  return countRows(
    queries,
    sql`SELECT FROM rejected_events e WHERE ${isWithin(filter)} AND ${matches(filter)}`,
  )
}

/** How many were refused for each reason, most first. */
export async function countByCode(
  queries: Queries,
  filter: RejectedFilter,
): Promise<{ code: string; count: number }[]> {
  const overlaps = [sql`true`]
  if (filter.from !== null) overlaps.push(sql`e.minute > ${filter.from}::timestamptz - interval '1 minute'`)
  if (filter.to !== null) overlaps.push(sql`e.minute < ${filter.to}`)
  const { rows } = await sql<{ code: string; count: number }>`
    SELECT e.code, sum(e.rejected)::bigint AS count FROM rejected_counts e
    WHERE ${sql.join(overlaps, sql` AND `)} AND ${matches(filter)}
    GROUP BY e.code ORDER BY count DESC, e.code LIMIT ${mostCodes}`.execute(queries)
  return rows
}

/** Our own codes are some dozens; plug-ins may have as many as they like. */
const mostCodes = 1_000

function isWithin({ from, to }: RejectedFilter): RawBuilder<unknown> {
  const conditions = [sql`true`]
  if (from !== null) conditions.push(sql`e.received_at >= ${from}`)
  if (to !== null) conditions.push(sql`e.received_at < ${to}`)
  return sql.join(conditions, sql` AND `)
}

function matches({ api, channelIds, code }: RejectedFilter): RawBuilder<unknown> {
  const conditions = [sql`true`]
  if (api !== null) conditions.push(sql`e.api = ${apiNumbers[api]}`)
  if (channelIds !== null) conditions.push(sql`e.channel_id = ANY(${channelIds}::int[])`)
  if (code !== null) conditions.push(sql`e.code = ${code}`)
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
