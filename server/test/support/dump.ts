import type { Client } from 'pg'

const tables = [
  'contacts',
  'contact_state',
  'contact_aliases',
  'contact_identifiers',
  'contact_merges',
  'activities',
  'visits',
  'contact_days',
  'daily_counts',
  'consent_agreements',
  'message_ids',
  'switched_devices',
] as const

/** Every row that visitors left, in a comparable form. */
export async function dumpVisitors(client: Client): Promise<Record<string, string[]>> {
  const dump: Record<string, string[]> = {}
  for (const table of tables) {
    const { rows } = await client.query<{ row: string }>(
      `SELECT ${rowOf(table)} AS row FROM ${table} AS t ORDER BY 1`,
    )
    dump[table] = rows.map(({ row }) => row)
  }
  return dump
}

/** Facets are a set: they stand in the order in which commands came, and those of one contact may come together. */
function rowOf(table: (typeof tables)[number]): string {
  const row = 'to_jsonb(t)'
  if (table !== 'contact_state') return `${row}::text`
  return `jsonb_set(${row}, '{facets}', to_jsonb(ARRAY(SELECT unnest(t.facets) ORDER BY 1)))::text`
}

export async function emptyVisitors(client: Client): Promise<void> {
  await client.query(`TRUNCATE ${tables.join(', ')}`)
}
