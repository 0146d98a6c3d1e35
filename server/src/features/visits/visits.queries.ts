import { type RawBuilder, sql } from 'kysely'
import type { Uuid } from '../../domain/ids.ts'
import type { Queries } from '../../platform/database/queries.ts'
import { countRows, type Total } from '../shared/count-rows.ts'
import type { TimeKey } from '../shared/cursors.ts'
import { type PageRequest, readingOrder } from '../shared/pages.ts'
import { type VisitRow, visitColumns } from '../shared/visit.ts'

/** Which visits: those of a contact, under all its ids. */
export interface VisitFilter {
  readonly contactIds: readonly Uuid[]
  /** False: without those of robots. */
  readonly robots: boolean
}

function matches({ contactIds, robots }: VisitFilter): RawBuilder<unknown> {
  return sql`v.contact_id = ANY(${contactIds}::uuid[]) AND ${robots ? sql`true` : sql`NOT v.robot`}`
}

/** Reads a page of visits in reading order, and one more where there are more. */
export async function readVisits(
  queries: Queries,
  filter: VisitFilter,
  request: PageRequest<TimeKey>,
): Promise<VisitRow[]> {
  const [by, beyond] = readingOrder(request) === 'descending' ? [sql`DESC`, sql`<`] : [sql`ASC`, sql`>`]
  const place = request.position?.key
  const isBeyond =
    place === undefined
      ? sql`true`
      : sql`(v.started_at, v.id) ${beyond} (${new Date(place[0])}, ${place[1]}::uuid)`
  const { rows } = await sql<VisitRow>`
    SELECT ${visitColumns} FROM visits v WHERE ${matches(filter)} AND ${isBeyond}
    ORDER BY v.started_at ${by}, v.id ${by} LIMIT ${request.limit + 1}`.execute(queries)
  return rows
}

export async function countVisits(queries: Queries, filter: VisitFilter): Promise<Total> {
  return countRows(queries, sql`SELECT FROM visits v WHERE ${matches(filter)}`)
}

export interface VisitDetailsRow extends VisitRow {
  readonly contact_id: Uuid
  readonly address: string | null
}

export async function findVisit(queries: Queries, id: Uuid): Promise<VisitDetailsRow | null> {
  const { rows } = await sql<VisitDetailsRow>`
    SELECT v.contact_id, ${visitColumns}, v.address FROM visits v WHERE v.id = ${id}`.execute(queries)
  return rows[0] ?? null
}
