import { sql } from 'kysely'
import type { Uuid } from '../../domain/ids.ts'
import type { Queries } from '../../platform/database/queries.ts'
import { findContactFamily } from '../shared/contact-family.queries.ts'

/** The contact that an id names: its own, one that was merged into it, or that of a device that it uses now. */
export async function findContactOfId(queries: Queries, id: Uuid): Promise<Uuid | null> {
  const { rows } = await sql<{ contact_id: Uuid }>`
    SELECT contact_id FROM switched_devices WHERE device_id = ${id}`.execute(queries)
  return (await findContactFamily(queries, rows[0]?.contact_id ?? id))?.contactId ?? null
}

/** Contacts with this identifier, e-mail addresses in any case. */
export async function findContactsOfIdentifier(queries: Queries, text: string): Promise<Uuid[]> {
  const { rows } = await sql<{ contact_id: Uuid }>`
    SELECT DISTINCT contact_id FROM contact_identifiers
    WHERE lower(identifier) = lower(${text}::text) AND source <> 'email'
    UNION SELECT contact_id FROM contact_identifiers WHERE source = 'email' AND identifier = lower(${text}::text)
    LIMIT 5`.execute(queries)
  return rows.map((row) => row.contact_id)
}

export async function findVisitStart(queries: Queries, id: Uuid): Promise<Date | null> {
  const { rows } = await sql<{ started_at: Date }>`
    SELECT started_at FROM visits WHERE id = ${id} LIMIT 1`.execute(queries)
  return rows[0]?.started_at ?? null
}

/** Requests to the tracking APIs that are kept: those that were refused or failed within a day. */
export async function findRequest(queries: Queries, requestId: string): Promise<{ verdict: string } | null> {
  const { rows } = await sql<{ verdict: string }>`
    SELECT verdict FROM live_requests WHERE request_id = ${requestId} LIMIT 1`.execute(queries)
  return rows[0] ?? null
}

/** By its own id, by that of its request, or by how its client named the contact; the newest ones. */
export async function findRejectedEvents(
  queries: Queries,
  text: string,
  id: Uuid | null,
): Promise<{ id: Uuid; message: string }[]> {
  const { rows } = await sql<{ id: Uuid; message: string }>`
    SELECT id, message FROM rejected_events
    WHERE id = ${id}::uuid OR contact_id = ${id}::uuid OR request_id = ${text}
    ORDER BY received_at DESC LIMIT 3`.execute(queries)
  return rows
}
