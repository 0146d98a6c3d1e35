import { sql } from 'kysely'
import type { Uuid } from '../../domain/ids.ts'
import type { Queries } from '../../platform/database/queries.ts'
import { countRows, type Total } from '../shared/count-rows.ts'
import type { TimeKey } from '../shared/cursors.ts'
import { type PageRequest, readingOrder } from '../shared/pages.ts'

export interface VisitRow {
  readonly id: Uuid
  readonly device_id: Uuid
  readonly channel_id: number
  readonly started_at: Date
  readonly last_at: Date
  readonly flushed: boolean
  readonly activities: number
  readonly page_views: number
  readonly points: number
  readonly campaign_id: number | null
  readonly entry_url: string | null
  readonly referrer: string | null
}

/** Reads a page of the visits of a contact, by all its ids, in reading order, and one more where there are more. */
export async function readVisits(
  queries: Queries,
  contactIds: readonly Uuid[],
  request: PageRequest<TimeKey>,
): Promise<VisitRow[]> {
  const [by, beyond] = readingOrder(request) === 'descending' ? [sql`DESC`, sql`<`] : [sql`ASC`, sql`>`]
  const place = request.position?.key
  const isBeyond =
    place === undefined
      ? sql`true`
      : sql`(v.started_at, v.id) ${beyond} (${new Date(place[0])}, ${place[1]}::uuid)`
  const { rows } = await sql<VisitRow>`
    SELECT v.id, v.device_id, v.channel_id, v.started_at, v.last_at, v.flushed_at IS NOT NULL AS flushed,
      v.activities, v.page_views, v.points, v.campaign_id, v.entry_url, v.referrer
    FROM visits v WHERE v.contact_id = ANY(${contactIds}::uuid[]) AND ${isBeyond}
    ORDER BY v.started_at ${by}, v.id ${by} LIMIT ${request.limit + 1}`.execute(queries)
  return rows
}

export async function countVisits(queries: Queries, contactIds: readonly Uuid[]): Promise<Total> {
  return countRows(queries, sql`SELECT FROM visits v WHERE v.contact_id = ANY(${contactIds}::uuid[])`)
}
