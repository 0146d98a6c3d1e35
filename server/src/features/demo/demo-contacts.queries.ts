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

export async function countDemoContacts(db: Queries): Promise<number> {
  const { count } = await db
    .selectFrom('demo_contacts')
    .select(({ fn }) => fn.countAll<number>().as('count'))
    .executeTakeFirstOrThrow()
  return count
}
