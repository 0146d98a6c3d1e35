import { sql } from 'kysely'
import type { Uuid } from '../../domain/ids.ts'
import { endOfNames } from '../../pipeline/replay.ts'
import type { Queries } from '../../platform/database/queries.ts'

/** How far from its receipt an event may have happened (docs/spec/waymark.md §6.3), and an hour to spare. */
const BEFORE = sql`interval '73 hours'`
const AFTER = sql`interval '1 hour'`

/**
 * Whose the activities are that a replay of a rejected event stored, or null where there are none. Asked for one contact
 * it looks there; asked for all it goes through what happened in those days, which takes a while.
 */
export async function findReplayedContact(
  queries: Queries,
  { id, received_at: at }: { readonly id: Uuid; readonly received_at: Date },
  contactId: Uuid | null,
): Promise<Uuid | null> {
  const ofContact = contactId === null ? sql`true` : sql`a.contact_id = ${contactId}`
  const { rows } = await sql<{ contact_id: Uuid }>`
    SELECT a.contact_id FROM activities a
    WHERE a.occurred_at BETWEEN ${at}::timestamptz - ${BEFORE} AND ${at}::timestamptz + ${AFTER} AND ${ofContact}
      AND right(a.id::text, 17) = ${endOfNames(id)}
    LIMIT 1`.execute(queries)
  return rows[0]?.contact_id ?? null
}
