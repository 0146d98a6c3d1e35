import type { Uuid } from '../../domain/ids.ts'
import { bareArray } from './array-literals.ts'
import type { StoredVisits } from './open-visits.ts'
import type { Statement } from './statement.ts'

/**
 * Resolves aliases, locks the contacts' states in id order and brings them, in one statement: what it brings is fresh
 * also after waiting for a lock, since PostgreSQL reads a row again once it has it (rows joined from other tables it
 * does not, which is why the open visits live in this row). Ids that name nobody are missing from the answer. A device
 * means whom it acts for now, a contact's id that contact; of a device that acts for another contact than its id names
 * the named one is a row of its own.
 *
 * The ids have to come from a plain function: where two lists were put together by UNION ALL, PostgreSQL left out contacts
 * for which it had waited.
 */
export function lockContacts(devices: readonly Uuid[], contacts: readonly Uuid[]): Statement {
  return {
    name: 'lock-contacts',
    text: `
      SELECT k.id AS asked, k.is_device, w.device_id IS NOT NULL AS is_switched,
        coalesce(w.api, a.api) AS alias_api, s.contact_id, s.api,
        s.contact_id = coalesce(w.contact_id, a.contact_id, k.id) AS is_meant,
        extract(epoch FROM s.first_at)::float8 * 1000 AS first_at, extract(epoch FROM s.last_at)::float8 * 1000 AS last_at,
        s.last_day::text, s.activities, s.visits, s.points, s.monetary, s.open_visits, s.merged_into,
        s.classification, s.facets::text
      FROM unnest($1::uuid[], $2::boolean[]) AS k (id, is_device)
      LEFT JOIN switched_devices AS w ON w.device_id = k.id AND k.is_device
      LEFT JOIN contact_aliases AS a ON a.alias_id = k.id
      JOIN contact_state AS s
        ON s.contact_id = ANY (ARRAY[coalesce(w.contact_id, a.contact_id, k.id), coalesce(a.contact_id, k.id)])
      ORDER BY s.contact_id
      FOR UPDATE OF s`,
    values: [
      bareArray([...devices, ...contacts]),
      bareArray([...devices.map(() => 't'), ...contacts.map(() => 'f')]),
    ],
  }
}

export interface LockedContactRow {
  readonly asked: Uuid
  readonly is_device: boolean
  readonly is_switched: boolean
  /** False for the contact that the id of a device names while the device acts for another one. */
  readonly is_meant: boolean
  readonly alias_api: number | null
  readonly contact_id: Uuid
  readonly api: number
  readonly first_at: number | null
  readonly last_at: number | null
  readonly last_day: string | null
  readonly activities: number
  readonly visits: number
  readonly points: number
  readonly monetary: Record<string, string>
  readonly open_visits: StoredVisits
  readonly merged_into: Uuid | null
  readonly classification: number
  /** As PostgreSQL writes an array: `{1,2}`. */
  readonly facets: string
}
