import { type RawBuilder, sql } from 'kysely'
import type { Queries } from '../../platform/database/queries.ts'
import { type PageRequest, readingOrder } from '../shared/pages.ts'
import type { LiveFilter } from './live-filter.ts'

/** A place in the list: when it was answered, in milliseconds, and the id. */
export type RequestKey = readonly [at: number, requestId: string]

/** Reads the records of a page of stored requests in reading order, and one more where there are more. */
export async function readTroubled(
  queries: Queries,
  filter: LiveFilter,
  request: PageRequest<RequestKey>,
): Promise<Buffer[]> {
  const [by, beyond] = readingOrder(request) === 'descending' ? [sql`DESC`, sql`<`] : [sql`ASC`, sql`>`]
  const place = request.position?.key
  const isBeyond =
    place === undefined
      ? sql`true`
      : sql`(answered_at, request_id) ${beyond} (${new Date(place[0])}, ${place[1]}::text COLLATE "C")`
  const { rows } = await sql<{ record: Buffer }>`
    SELECT record FROM live_requests WHERE ${matches(filter)} AND ${isBeyond}
    ORDER BY answered_at ${by}, request_id ${by} LIMIT ${request.limit + 1}`.execute(queries)
  return rows.map(({ record }) => record)
}

/** The newest with this id: ids that proxies give may come twice. */
export async function findTroubled(queries: Queries, requestId: string): Promise<Buffer | null> {
  const { rows } = await sql<{ record: Buffer }>`
    SELECT record FROM live_requests WHERE request_id = ${requestId}
    ORDER BY answered_at DESC LIMIT 1`.execute(queries)
  return rows[0]?.record ?? null
}

function matches(filter: LiveFilter): RawBuilder<unknown> {
  const conditions = [sql`true`]
  const { channelIds, verdicts, endpoints, apiKeyIds, origin, contactId, from, to } = filter
  if (channelIds !== null) conditions.push(sql`channel_id = ANY(${channelIds}::int[])`)
  if (verdicts !== null) conditions.push(sql`verdict = ANY(${verdicts}::text[])`)
  if (endpoints !== null) conditions.push(sql`endpoint = ANY(${endpoints}::text[])`)
  if (apiKeyIds !== null) conditions.push(sql`api_key_id = ANY(${apiKeyIds}::int[])`)
  if (origin !== null) conditions.push(sql`origin = ${origin}`)
  if (contactId !== null) conditions.push(sql`contact_id = ${contactId}`)
  if (from !== null) conditions.push(sql`answered_at >= ${new Date(from)}`)
  if (to !== null) conditions.push(sql`answered_at < ${new Date(to)}`)
  if (filter.text !== null) conditions.push(contains(filter.text, filter.searchesBodies))
  return sql.join(conditions, sql` AND `)
}

/** Bytes that are no UTF-8 may be among those that were sent: both are compared in PostgreSQL's escaped form. */
function contains(text: string, searchesBodies: boolean): RawBuilder<unknown> {
  return searchesBodies
    ? sql`position(lower(encode(convert_to(${text}, 'UTF8'), 'escape')) IN lower(encode(record, 'escape'))) > 0`
    : sql`position(lower(${text}) IN lower(concat_ws(' ', request_id, code, origin, contact_id::text))) > 0`
}
