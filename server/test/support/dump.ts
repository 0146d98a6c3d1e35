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
      `SELECT to_jsonb(t)::text AS row FROM ${table} AS t ORDER BY 1`,
    )
    dump[table] = rows.map(({ row }) => row)
  }
  return dump
}

export async function emptyVisitors(client: Client): Promise<void> {
  await client.query(`TRUNCATE ${tables.join(', ')}`)
}
