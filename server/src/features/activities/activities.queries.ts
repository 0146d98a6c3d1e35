import { type RawBuilder, sql } from 'kysely'
import { type ActivityRow, activityColumns } from '../shared/activity.ts'
import type { ContactFamily } from '../shared/contact-family.queries.ts'
import type { TimeKey } from '../shared/cursors.ts'
import { type PageRequest, readingOrder } from '../shared/pages.ts'
import { activitiesFor } from './activities-of-visits.ts'
import {
  hasIndexedDefinitions,
  isIndexed,
  isOfVisit,
  isWithin,
  matches,
  type Stretch,
} from './activity-conditions.ts'
import type { ActivityFilter } from './activity-filter.ts'
import { findCountedStretches } from './counted-days.queries.ts'
import type { RunQuery } from './with-time-limit.ts'

type ActivityPageRequest = PageRequest<TimeKey>

/**
 * Reads a page of activities in reading order, and one more where there are more. `timeZone` is that of the daily
 * counts.
 */
export async function readActivities(
  run: RunQuery,
  filter: ActivityFilter,
  request: ActivityPageRequest,
  timeZone: string,
): Promise<ActivityRow[]> {
  if (filter.contact !== null) return readOfContact(run, filter, filter.contact, request)
  if (isOfVisit(filter) === null && hasIndexedDefinitions(filter))
    return readOfDefinitions(run, filter, filter.definitionIds, request)
  return readOfAll(run, filter, request, timeZone)
}

/**
 * Those of one contact come from the primary key (contact_id, occurred_at, id), asked for each of its ids by itself:
 * for a list of ids PostgreSQL would sort all that they ever did.
 */
async function readOfContact(
  run: RunQuery,
  filter: ActivityFilter,
  contact: ContactFamily,
  request: ActivityPageRequest,
): Promise<ActivityRow[]> {
  // Months before its first activity need no look.
  const since = contact.firstAt
  if (since === null) return []
  const order = inReadingOrder(request)
  const limit = request.limit + 1
  const { rows } = await run(sql<ActivityRow>`
    SELECT a.* FROM unnest(${contact.ids}::uuid[]) AS family (id) CROSS JOIN LATERAL (
      SELECT ${activityColumns} FROM activities a
      WHERE a.contact_id = family.id AND a.occurred_at >= ${since}
        AND ${matches(filter)} AND ${isBeyond(request)}
      ORDER BY ${order} LIMIT ${limit}
    ) a ORDER BY ${order} LIMIT ${limit}`)
  return rows
}

/** Each definition by itself is in the order of time, in its index; in the order of all, it is the newest of each. */
async function readOfDefinitions(
  run: RunQuery,
  filter: ActivityFilter,
  definitionIds: readonly number[],
  request: ActivityPageRequest,
): Promise<ActivityRow[]> {
  const order = inReadingOrder(request)
  const limit = request.limit + 1
  const { rows } = await run(sql<ActivityRow>`
    SELECT a.* FROM unnest(${definitionIds}::int[]) AS definition (id) CROSS JOIN LATERAL (
      SELECT ${activityColumns} FROM activities a
      WHERE a.definition_id = definition.id AND ${isIndexed}
        AND ${matches({ ...filter, definitionIds: null })} AND ${isBeyond(request)}
      ORDER BY ${order} LIMIT ${limit}
    ) a ORDER BY ${order} LIMIT ${limit}`)
  return rows
}

/**
 * Those of all contacts have only a BRIN index by time, which finds a stretch of time but no order in it. So the way
 * goes stretch by stretch until the page is full. Visits, indexed by their start, tell how long a stretch must be: one
 * that holds the starts of n visits holds at least n activities. Where a filter leaves too few of them, the next
 * stretch holds more visits; the last one has no bound, so that nothing is missed. Days on which nothing of it was
 * counted are passed over.
 */
async function readOfAll(
  run: RunQuery,
  filter: ActivityFilter,
  request: ActivityPageRequest,
  timeZone: string,
): Promise<ActivityRow[]> {
  const limit = request.limit + 1
  const rows: ActivityRow[] = []
  let visits = limit
  const whole = wholeStretch(filter, request)
  const waiting = await findCountedStretches(run, filter, whole, readingOrder(request), timeZone)
  for (let rest = waiting.shift(); rest !== undefined && rows.length < limit; rest = waiting.shift()) {
    const [near, far]: [Stretch, Stretch | null] = await split(
      run,
      filter,
      rest,
      visits,
      readingOrder(request),
    )
    rows.push(...(await readStretch(run, filter, request, near, limit - rows.length)))
    if (far !== null) waiting.unshift(far)
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

/** Cuts off the near end of a stretch, with the starts of `visits` visits in it that the filter may leave; no rest when
 * there are fewer. */
async function split(
  run: RunQuery,
  filter: ActivityFilter,
  stretch: Stretch,
  visits: number,
  order: 'ascending' | 'descending',
): Promise<[near: Stretch, far: Stretch | null]> {
  const { rows } = await run(sql<{ started_at: Date }>`
    SELECT v.started_at FROM visits v WHERE ${isWithin(sql`v.started_at`, stretch)} AND ${mayHold(filter)}
    ORDER BY v.started_at ${order === 'ascending' ? sql`ASC` : sql`DESC`} OFFSET ${visits - 1} LIMIT 1`)
  const [last] = rows
  if (last === undefined) return [stretch, null]
  const { from, to } = stretch
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

/** Whether activities of `v`, a visit, may match. */
function mayHold(filter: ActivityFilter): RawBuilder<unknown> {
  const conditions = [isOfVisit(filter) ?? sql`true`]
  if (filter.channelIds !== null) conditions.push(sql`v.channel_id = ANY(${filter.channelIds}::int[])`)
  if (!filter.robots) conditions.push(sql`NOT v.robot`)
  return sql.join(conditions, sql` AND `)
}

async function readStretch(
  run: RunQuery,
  filter: ActivityFilter,
  request: ActivityPageRequest,
  stretch: Stretch,
  limit: number,
): Promise<ActivityRow[]> {
  const inStretch = { ...filter, ...stretch }
  const { rows } = await run(sql<ActivityRow>`
    SELECT ${activityColumns} FROM ${activitiesFor(inStretch)}
    WHERE ${matches(inStretch)} AND ${isBeyond(request)}
    ORDER BY ${inReadingOrder(request)} LIMIT ${limit}`)
  return rows
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
