import { sql } from 'kysely'
import type { Uuid } from '../../domain/ids.ts'
import type { Device, Location } from '../../domain/visit-client.ts'
import type { Queries } from '../../platform/database/queries.ts'

export interface IdentifierRow {
  readonly source: string
  readonly identifier: string
  readonly identified_at: Date | null
}

export async function readIdentifiers(queries: Queries, contactId: Uuid): Promise<IdentifierRow[]> {
  const { rows } = await sql<IdentifierRow>`
    SELECT i.source, i.identifier, i.identified_at FROM contact_identifiers i
    WHERE i.contact_id = ${contactId} ORDER BY i.source, i.identifier LIMIT 1000`.execute(queries)
  return rows
}

export interface DeviceRow {
  readonly id: Uuid
  /** 1 Sitecore, 2 Xperience; null where the id is not one of this contact's. */
  readonly api: number | null
  readonly visits: number
  readonly first_at: Date | null
  readonly last_at: Date | null
  readonly channel_ids: readonly number[]
  readonly device: Device | null
  readonly location: Location | null
  /** Whom it acts for now. */
  readonly acts_for: Uuid | null
  /** How many devices there are in all. */
  readonly count: number
}

/**
 * The devices with which a contact came, and those that went over to it: an id that a client holds is a device. Which
 * one somebody else uses by now stands in switched_devices.
 */
export async function readDevices(
  queries: Queries,
  contactIds: readonly Uuid[],
  limit: number,
): Promise<DeviceRow[]> {
  const { rows } = await sql<DeviceRow>`
    WITH seen AS (
      SELECT v.device_id AS id, count(*)::int AS visits, min(v.started_at) AS first_at, max(v.last_at) AS last_at,
        array_agg(DISTINCT v.channel_id) AS channel_ids
      FROM visits v WHERE v.contact_id = ANY(${contactIds}::uuid[]) GROUP BY v.device_id
    ), own AS (
      SELECT id FROM seen
      UNION SELECT w.device_id FROM switched_devices w WHERE w.contact_id = ANY(${contactIds}::uuid[])
    ), newest AS (
      SELECT own.id, coalesce(seen.visits, 0) AS visits, seen.first_at, seen.last_at,
        coalesce(seen.channel_ids, '{}') AS channel_ids, count(*) OVER () AS count
      FROM own LEFT JOIN seen ON seen.id = own.id
      ORDER BY seen.last_at DESC NULLS LAST, own.id LIMIT ${limit}
    )
    SELECT newest.*, last.device, last.location,
      coalesce(w.api, a.api, s.api) AS api, coalesce(w.contact_id, a.contact_id, s.contact_id) AS acts_for
    FROM newest
    LEFT JOIN switched_devices w ON w.device_id = newest.id
    LEFT JOIN contact_aliases a ON a.alias_id = newest.id
    LEFT JOIN contact_state s ON s.contact_id = newest.id
    LEFT JOIN LATERAL (
      SELECT v.device, v.location FROM visits v
      WHERE v.contact_id = ANY(${contactIds}::uuid[]) AND v.device_id = newest.id
      ORDER BY v.started_at DESC LIMIT 1
    ) last ON true
    ORDER BY newest.last_at DESC NULLS LAST, newest.id`.execute(queries)
  return rows
}

/** The ids of a contact and which tracking API made each: 1 Sitecore, 2 Xperience. */
export async function readOwnIds(
  queries: Queries,
  contactId: Uuid,
): Promise<{ readonly id: Uuid; readonly api: number }[]> {
  const { rows } = await sql<{ id: Uuid; api: number }>`
    SELECT s.contact_id AS id, s.api FROM contact_state s WHERE s.contact_id = ${contactId}
    UNION ALL SELECT a.alias_id, a.api FROM contact_aliases a WHERE a.contact_id = ${contactId}`.execute(
    queries,
  )
  return rows
}

export interface MergeRow {
  readonly merged_id: Uuid
  readonly survivor_id: Uuid
  readonly merged_at: Date
  readonly source: string | null
  readonly count: number
}

/** How a contact became one: a merge of contacts that had merged before stands under the id that survived then. */
export async function readMerges(
  queries: Queries,
  contactIds: readonly Uuid[],
  limit: number,
): Promise<MergeRow[]> {
  const { rows } = await sql<MergeRow>`
    SELECT m.merged_id, m.survivor_id, m.merged_at, m.source, count(*) OVER () AS count
    FROM contact_merges m WHERE m.survivor_id = ANY(${contactIds}::uuid[])
    ORDER BY m.merged_at DESC, m.merged_id LIMIT ${limit}`.execute(queries)
  return rows
}
