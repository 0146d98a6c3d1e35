import { type RawBuilder, sql } from 'kysely'
import type { Uuid } from '../../domain/ids.ts'
import type { Queries } from '../../platform/database/queries.ts'
import type { ContactFamily } from '../shared/contact-family.queries.ts'

/** Since 1970. Of thousands of rows, a number is read much faster than a date. */
function millisecondsOf(time: RawBuilder<unknown>): RawBuilder<unknown> {
  return sql`(extract(epoch FROM ${time}) * 1000)::float8`
}

export interface JourneyVisitRow {
  readonly id: Uuid
  readonly channel_id: number
  readonly at: number
  readonly until: number
  readonly flushed: boolean
  readonly activities: number
  readonly page_views: number
  readonly points: number
  readonly robot: boolean
  readonly entry_url: string | null
}

/** All visits of a contact, by their start. */
export async function readJourneyVisits(
  queries: Queries,
  { ids }: ContactFamily,
): Promise<JourneyVisitRow[]> {
  const { rows } = await sql<JourneyVisitRow>`
    SELECT v.id, v.channel_id, ${millisecondsOf(sql`v.started_at`)} AS at, ${millisecondsOf(sql`v.last_at`)} AS until,
      v.flushed_at IS NOT NULL AS flushed, v.activities, v.page_views, v.points,
      v.robot, v.entry_url
    FROM visits v WHERE v.contact_id = ANY(${ids}::uuid[]) ORDER BY v.started_at, v.id`.execute(queries)
  return rows
}

export interface JourneyEventRow {
  readonly id: Uuid
  readonly at: number
  readonly visit_id: Uuid
  readonly definition_id: number
  readonly points: number
  readonly monetary: string | null
  readonly currency: string | null
  readonly url: string | null
}

/** All goals, outcomes and campaigns of a contact, in order: activities with one of these definitions. */
export async function readJourneyEvents(
  queries: Queries,
  { ids, firstAt }: ContactFamily,
  definitionIds: readonly number[],
): Promise<JourneyEventRow[]> {
  const { rows } = await sql<JourneyEventRow>`
    SELECT a.id, ${millisecondsOf(sql`a.occurred_at`)} AS at, a.visit_id, a.definition_id, a.points, a.monetary, a.currency, a.url
    FROM activities a
    WHERE a.contact_id = ANY(${ids}::uuid[]) AND a.occurred_at >= ${firstAt}
      AND a.definition_id = ANY(${definitionIds}::int[])
    ORDER BY a.occurred_at, a.id`.execute(queries)
  return rows
}

export interface IdentificationRow {
  readonly at: Date
  /** The contact that turned out to be this one; null where it named itself. */
  readonly merged_id: Uuid | null
}

/** When a contact was identified first, and when others turned out to be it, in order. */
export async function readIdentifications(
  queries: Queries,
  { contactId, ids }: ContactFamily,
): Promise<IdentificationRow[]> {
  const { rows } = await sql<IdentificationRow>`
    SELECT at, merged_id FROM (
      SELECT min(i.identified_at) AS at, NULL::uuid AS merged_id FROM contact_identifiers i
      WHERE i.contact_id = ${contactId}
      UNION ALL
      SELECT m.merged_at, m.merged_id FROM contact_merges m WHERE m.survivor_id = ANY(${ids}::uuid[])
    ) identification
    WHERE at IS NOT NULL ORDER BY at, merged_id NULLS FIRST LIMIT ${mostIdentifications}`.execute(queries)
  return rows
}

const mostIdentifications = 100
