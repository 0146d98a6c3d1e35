import { sql } from 'kysely'
import type { Uuid } from '../../domain/ids.ts'
import type { Queries } from '../../platform/database/queries.ts'
import type { TimeKey } from '../shared/cursors.ts'
import { type PageRequest, readingOrder } from '../shared/pages.ts'
import { type VisitRow, visitColumns } from '../shared/visit.ts'

export interface OpenVisitRow extends VisitRow {
  readonly contact_id: Uuid
}

/** Which visits, in the ids of the database. Null is no condition. */
export interface OpenVisitFilter {
  /** A visit without activity since then is over. */
  readonly activeSince: Date
  /** One that began before is looked for no more: an index leads to those that began lately. */
  readonly startedSince: Date
  readonly channelIds: readonly number[] | null
  readonly robots: boolean
}

/** Reads a page of the visits that are open, in reading order, and one more where there are more. */
export async function readOpenVisits(
  queries: Queries,
  { activeSince, startedSince, channelIds, robots }: OpenVisitFilter,
  request: PageRequest<TimeKey>,
): Promise<OpenVisitRow[]> {
  const [by, beyond] = readingOrder(request) === 'descending' ? [sql`DESC`, sql`<`] : [sql`ASC`, sql`>`]
  const place = request.position?.key
  const isBeyond =
    place === undefined
      ? sql`true`
      : sql`(v.started_at, v.id) ${beyond} (${new Date(place[0])}, ${place[1]}::uuid)`
  const { rows } = await sql<OpenVisitRow>`
    SELECT v.contact_id, ${visitColumns} FROM visits v
    WHERE v.started_at >= ${startedSince} AND v.last_at > ${activeSince} AND v.flushed_at IS NULL
      AND ${channelIds === null ? sql`true` : sql`v.channel_id = ANY(${channelIds}::int[])`}
      AND ${robots ? sql`true` : sql`NOT v.robot`} AND ${isBeyond}
    ORDER BY v.started_at ${by}, v.id ${by} LIMIT ${request.limit + 1}`.execute(queries)
  return rows
}

export async function findVisit(queries: Queries, id: Uuid): Promise<OpenVisitRow | null> {
  const { rows } = await sql<OpenVisitRow>`
    SELECT v.contact_id, ${visitColumns} FROM visits v WHERE v.id = ${id}`.execute(queries)
  return rows[0] ?? null
}
