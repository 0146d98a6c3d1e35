import type { Queries } from '../../src/platform/database/queries.ts'

const tables = [
  ...([
    'installation',
    'languages',
    'consents',
    'consent_archive',
    'channels',
    'api_keys',
    'definitions',
  ] as const),
  ...(['contact_fields', 'contact_groups', 'settings', 'users', 'tokens'] as const),
]

/** Every row of what administrators set up, so that two moments can be compared. */
export async function dumpCatalogue(db: Queries): Promise<Record<string, string[]>> {
  const dump: Record<string, string[]> = {}
  for (const table of tables) {
    const rows = await db.selectFrom(table).selectAll().execute()
    dump[table] = rows.map((row) => JSON.stringify(row)).sort()
  }
  return dump
}
