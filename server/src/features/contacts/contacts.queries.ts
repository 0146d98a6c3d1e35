import { sql } from 'kysely'
import type { Uuid } from '../../domain/ids.ts'
import type { JsonObject } from '../../domain/json.ts'
import type { Queries } from '../../platform/database/queries.ts'

export interface ContactRow {
  readonly id: Uuid
  readonly created_at: Date
  readonly email: string | null
  readonly first_name: string | null
  readonly middle_name: string | null
  readonly last_name: string | null
  readonly birthday: string | null
  readonly gender: string | null
  readonly job_title: string | null
  readonly company_name: string | null
  readonly mobile_phone: string | null
  readonly business_phone: string | null
  readonly address1: string | null
  readonly city: string | null
  readonly zip: string | null
  readonly country: string | null
  readonly state: string | null
  readonly notes: string | null
  readonly custom: JsonObject
  readonly api: number
  readonly first_at: Date | null
  readonly last_at: Date | null
  readonly activities: number
  readonly visits: number
  readonly points: number
  readonly monetary: Readonly<Record<string, string>>
  readonly classification: number
  readonly identifiers: readonly { readonly source: string; readonly identifier: string }[]
  readonly aliases: readonly { readonly id: Uuid; readonly api: number }[]
}

const contactColumns = sql`
  c.id, c.created_at, c.email, c.first_name, c.middle_name, c.last_name, c.birthday, c.gender, c.job_title,
  c.company_name, c.mobile_phone, c.business_phone, c.address1, c.city, c.zip, c.country, c.state, c.notes, c.custom,
  s.api, s.first_at, s.last_at, s.activities, s.visits, s.points, s.monetary, s.classification,
  (SELECT coalesce(jsonb_agg(jsonb_build_object('source', i.source, 'identifier', i.identifier)
      ORDER BY i.source, i.identifier), '[]')
    FROM contact_identifiers i WHERE i.contact_id = c.id) AS identifiers,
  (SELECT coalesce(jsonb_agg(jsonb_build_object('id', a.alias_id, 'api', a.api) ORDER BY a.alias_id), '[]')
    FROM contact_aliases a WHERE a.contact_id = c.id) AS aliases`

const contactTables = sql`contacts c JOIN contact_state s ON s.contact_id = c.id`

/** The contact that an id names, itself or as an alias. */
export async function findContact(queries: Queries, id: Uuid): Promise<ContactRow | null> {
  const { rows } = await sql<ContactRow>`
    SELECT ${contactColumns} FROM ${contactTables}
    WHERE c.id = coalesce((SELECT a.contact_id FROM contact_aliases a WHERE a.alias_id = ${id}), ${id})
      AND s.merged_into IS NULL`.execute(queries)
  return rows[0] ?? null
}

/** Of a contact's visits the one that began last, among the twenty that were heard of last: their ids say when. */
interface LatestVisitRow {
  readonly visit_id: Uuid
  readonly visit_started_at: Date
  readonly visit_last_at: Date
  readonly visit_flushed: boolean
  readonly visit_page_views: number
  readonly visit_points: number
  readonly channel_id: number
  readonly campaign_id: number | null
  readonly referrer_channel: number
  readonly device_type: string | null
  readonly location_country: string | null
  readonly location_city: string | null
}

export type ListedContactRow = ContactRow & (LatestVisitRow | { readonly visit_id: null })

/** Reads these contacts in this order, without those that are not there. */
export async function readContacts(queries: Queries, ids: readonly Uuid[]): Promise<ListedContactRow[]> {
  const { rows } = await sql<ListedContactRow>`
    SELECT ${contactColumns}, v.*
    FROM unnest(${ids}::uuid[]) WITH ORDINALITY AS asked (id, place)
    JOIN contacts c ON c.id = asked.id JOIN contact_state s ON s.contact_id = asked.id
    LEFT JOIN LATERAL (
      SELECT v.id AS visit_id, v.started_at AS visit_started_at, v.last_at AS visit_last_at,
        v.flushed_at IS NOT NULL AS visit_flushed, v.page_views AS visit_page_views, v.points AS visit_points,
        v.channel_id, v.campaign_id, v.referrer_channel, v.device ->> 'type' AS device_type,
        v.location ->> 'country' AS location_country, v.location ->> 'city' AS location_city
      FROM (SELECT c.id UNION ALL SELECT a.alias_id FROM contact_aliases a WHERE a.contact_id = c.id) AS family (id)
      CROSS JOIN LATERAL (
        SELECT * FROM visits WHERE contact_id = family.id ORDER BY contact_id DESC, id DESC LIMIT 20
      ) v
      ORDER BY v.started_at DESC, v.id DESC LIMIT 1
    ) v ON true
    ORDER BY asked.place`.execute(queries)
  return rows
}
