import { sql } from 'kysely'
import type { Uuid } from '../../domain/ids.ts'
import type { Queries } from '../../platform/database/queries.ts'
import { type ContactFamily, findContactFamily } from '../shared/contact-family.queries.ts'

/**
 * Whose activities are asked for: the contact that is named, that of the visit that is named, or anybody's. Nobody's
 * when one of them does not exist, or the visit is another contact's.
 */
export async function findActor(
  queries: Queries,
  asked: { readonly contact: Uuid | null; readonly visit: Uuid | null },
): Promise<ContactFamily | 'anybody' | 'nobody'> {
  if (asked.visit === null) {
    if (asked.contact === null) return 'anybody'
    return (await findContactFamily(queries, asked.contact)) ?? 'nobody'
  }
  const { rows } = await sql<{ contact_id: Uuid; started_at: Date }>`
    SELECT v.contact_id, v.started_at FROM visits v WHERE v.id = ${asked.visit}`.execute(queries)
  const [visit] = rows
  const [visitor, contact] = await Promise.all([
    visit === undefined ? null : findContactFamily(queries, visit.contact_id),
    asked.contact === null ? null : findContactFamily(queries, asked.contact),
  ])
  if (visit === undefined || visitor === null) return 'nobody'
  if (asked.contact !== null && contact?.contactId !== visitor.contactId) return 'nobody'
  return { ...visitor, firstAt: visit.started_at }
}
