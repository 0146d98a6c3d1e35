import { sql } from 'kysely'
import type { Uuid } from '../../domain/ids.ts'
import type { Queries } from '../../platform/database/queries.ts'

/** Writes down that these contacts are the demo's, before they are made. */
export async function noteDemoContacts(db: Queries, ids: readonly Uuid[]): Promise<void> {
  if (ids.length === 0) return
  await sql`
    INSERT INTO demo_contacts (contact_id) SELECT unnest(${ids}::uuid[]) ON CONFLICT DO NOTHING
  `.execute(db)
}

/** Those that lists show: several devices of one person are one contact by now. */
export async function countShownDemoContacts(db: Queries): Promise<number> {
  const { count } = await db
    .selectFrom('demo_contacts')
    .innerJoin('contact_state', 'contact_state.contact_id', 'demo_contacts.contact_id')
    .where('merged_into', 'is', null)
    .select(({ fn }) => fn.countAll<number>().as('count'))
    .executeTakeFirstOrThrow()
  return count
}

export async function countDemoContacts(db: Queries): Promise<number> {
  const { count } = await db
    .selectFrom('demo_contacts')
    .select(({ fn }) => fn.countAll<number>().as('count'))
    .executeTakeFirstOrThrow()
  return count
}
