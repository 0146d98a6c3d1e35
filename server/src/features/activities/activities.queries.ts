import { type RawBuilder, sql } from 'kysely'
import type { Uuid } from '../../domain/ids.ts'
import type { Queries } from '../../platform/database/queries.ts'
import { type ActivityRow, activityColumns } from '../shared/activity.ts'
import type { ContactFamily } from '../shared/contact-family.queries.ts'
import { countRows, type Total } from '../shared/count-rows.ts'
import type { TimeKey } from '../shared/cursors.ts'
import { type PageRequest, readingOrder } from '../shared/pages.ts'

/** Which activities. Null is no condition; an empty list of numbers matches nothing. */
export interface ActivityFilter {
  readonly contact: ContactFamily | null
  readonly visitId: Uuid | null
  readonly channelIds: readonly number[] | null
  readonly definitionIds: readonly number[] | null
  /** False: without what was done in visits of robots. */
  readonly robots: boolean
  readonly from: Date | null
  /** Exclusive. */
  readonly to: Date | null
}

type ActivityPageRequest = PageRequest<TimeKey>

/** Reads a page of activities in reading order, and one more where there are more. */
export async function readActivities(
  queries: Queries,
  filter: ActivityFilter,
  request: ActivityPageRequest,
): Promise<ActivityRow[]> {
  return filter.contact === null
    ? readOfAll(queries, filter, request)
    : readOfContact(queries, filter, filter.contact, request)
}

export async function countActivities(queries: Queries, filter: ActivityFilter): Promise<Total> {
  const ofContact =
    filter.contact === null ? sql`true` : sql`a.contact_id = ANY(${filter.contact.ids}::uuid[])`
  return countRows(queries, sql`SELECT FROM activities a WHERE ${ofContact} AND ${matches(filter)}`)
}

/**
 * Those of one contact come from the primary key (contact_id, occurred_at, id), asked for each of its ids by itself:
 * for a list of ids PostgreSQL would sort all that they ever did.
 */
async function readOfContact(
  queries: Queries,
  filter: ActivityFilter,
  contact: ContactFamily,
  request: ActivityPageRequest,
): Promise<ActivityRow[]> {
  // Months before its first activity need no look.
  const since = contact.firstAt
  if (since === null) return []
  const order = inReadingOrder(request)
  const limit = request.limit + 1
  const { rows } = await sql<ActivityRow>`
    SELECT a.* FROM unnest(${contact.ids}::uuid[]) AS family (id) CROSS JOIN LATERAL (
      SELECT ${activityColumns} FROM activities a
      WHERE a.contact_id = family.id AND a.occurred_at >= ${since}
        AND ${matches(filter)} AND ${isBeyond(request)}
      ORDER BY ${order} LIMIT ${limit}
    ) a ORDER BY ${order} LIMIT ${limit}`.execute(queries)
  return rows
}

/** A stretch of time: `from` belongs to it, `to` does not. Null: it has no bound there. */
interface Stretch {
  readonly from: Date | null
  readonly to: Date | null
}

/**
 * Those of all contacts have only a BRIN index by time, which finds a stretch of time but no order in it. So the way
 * goes stretch by stretch until the page is full. Visits, indexed by their start, tell how long a stretch must be: one
 * that holds the starts of n visits holds at least n activities. Where a filter leaves too few of them, the next
 * stretch holds more visits; the last one has no bound, so that nothing is missed.
 */
async function readOfAll(
  queries: Queries,
  filter: ActivityFilter,
  request: ActivityPageRequest,
): Promise<ActivityRow[]> {
  const limit = request.limit + 1
  const rows: ActivityRow[] = []
  let visits = limit
  let rest: Stretch | null = wholeStretch(filter, request)
  while (rest !== null && rows.length < limit) {
    const [near, far]: [Stretch, Stretch | null] = await split(
      queries,
      rest,
      filter.robots,
      visits,
      readingOrder(request),
    )
    rows.push(...(await readStretch(queries, filter, request, near, limit - rows.length)))
    rest = far
    visits = Math.min(visits * growth, mostVisits)
  }
  return rows
}

const growth = 4
const mostVisits = 100_000

/** From the place of the page to the end of the list. */
function wholeStretch({ from, to }: ActivityFilter, request: ActivityPageRequest): Stretch {
  if (request.position === null) return { from, to }
  const [at] = request.position.key
  return readingOrder(request) === 'descending'
    ? { from, to: earlier(to, new Date(at + 1)) }
    : { from: later(from, new Date(at)), to }
}

/** Cuts off the near end of a stretch, with the starts of `visits` visits in it (of people, where robots are left out);
 * no rest when there are fewer. */
async function split(
  queries: Queries,
  { from, to }: Stretch,
  robots: boolean,
  visits: number,
  order: 'ascending' | 'descending',
): Promise<[near: Stretch, far: Stretch | null]> {
  const { rows } = await sql<{ started_at: Date }>`
    SELECT v.started_at FROM visits v WHERE ${isWithin(sql`v.started_at`, { from, to })} AND ${robots ? sql`true` : sql`NOT v.robot`}
    ORDER BY v.started_at ${order === 'ascending' ? sql`ASC` : sql`DESC`} OFFSET ${visits - 1} LIMIT 1`.execute(
    queries,
  )
  const [last] = rows
  if (last === undefined) return [{ from, to }, null]
  if (order === 'descending')
    return [
      { from: last.started_at, to },
      { from, to: last.started_at },
    ]
  const end = new Date(last.started_at.getTime() + 1)
  return [
    { from, to: end },
    { from: end, to },
  ]
}

async function readStretch(
  queries: Queries,
  filter: ActivityFilter,
  request: ActivityPageRequest,
  stretch: Stretch,
  limit: number,
): Promise<ActivityRow[]> {
  const { rows } = await sql<ActivityRow>`
    SELECT ${activityColumns} FROM activities a
    WHERE ${isWithin(sql`a.occurred_at`, stretch)} AND ${matches(filter)} AND ${isBeyond(request)}
    ORDER BY ${inReadingOrder(request)} LIMIT ${limit}`.execute(queries)
  return rows
}

function matches(filter: ActivityFilter): RawBuilder<unknown> {
  const conditions = [isWithin(sql`a.occurred_at`, filter)]
  if (filter.visitId !== null) conditions.push(sql`a.visit_id = ${filter.visitId}`)
  if (filter.channelIds !== null) conditions.push(sql`a.channel_id = ANY(${filter.channelIds}::int[])`)
  if (filter.definitionIds !== null)
    conditions.push(sql`a.definition_id = ANY(${filter.definitionIds}::int[])`)
  // An index that holds visits of robots only: small, and in memory.
  if (!filter.robots)
    conditions.push(sql`NOT EXISTS (SELECT FROM visits r WHERE r.id = a.visit_id AND r.robot)`)
  return sql.join(conditions, sql` AND `)
}

function isWithin(column: RawBuilder<unknown>, { from, to }: Stretch): RawBuilder<unknown> {
  const conditions = [sql`true`]
  if (from !== null) conditions.push(sql`${column} >= ${from}`)
  if (to !== null) conditions.push(sql`${column} < ${to}`)
  return sql.join(conditions, sql` AND `)
}

/** Beyond the place where the page begins. The first condition says again what the second does, for partitions. */
function isBeyond(request: ActivityPageRequest): RawBuilder<unknown> {
  if (request.position === null) return sql`true`
  const [at, id] = request.position.key
  const time = new Date(at)
  return readingOrder(request) === 'descending'
    ? sql`a.occurred_at <= ${time} AND (a.occurred_at, a.id) < (${time}, ${id}::uuid)`
    : sql`a.occurred_at >= ${time} AND (a.occurred_at, a.id) > (${time}, ${id}::uuid)`
}

function inReadingOrder(request: ActivityPageRequest): RawBuilder<unknown> {
  return readingOrder(request) === 'descending'
    ? sql`a.occurred_at DESC, a.id DESC`
    : sql`a.occurred_at ASC, a.id ASC`
}

function earlier(a: Date | null, b: Date): Date {
  return a !== null && a < b ? a : b
}

function later(a: Date | null, b: Date): Date {
  return a !== null && a > b ? a : b
}
