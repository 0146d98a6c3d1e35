import pg from 'pg'
import type { DatabaseConnection } from '../../src/platform/database/connection.ts'

/**
 * Every row of every table, every partition and the state of every sequence, in a comparable form. Of the migrations
 * only the names: when they ran is another matter.
 */
export async function dumpDatabase(connection: DatabaseConnection): Promise<Record<string, string[]>> {
  const client = new pg.Client(connection)
  await client.connect()
  try {
    const { rows: relations } = await client.query<{ name: string; kind: string }>(
      `SELECT relname AS name, relkind AS kind FROM pg_class
       WHERE relnamespace = 'public'::regnamespace AND relkind IN ('r', 'p', 'S') ORDER BY relname`,
    )
    const dump: Record<string, string[]> = {}
    for (const { name, kind } of relations) {
      if (name === 'schema_migrations_id_seq') continue
      const row =
        kind === 'S'
          ? `(last_value, is_called)::text`
          : name === 'schema_migrations'
            ? 'name'
            : 'to_jsonb(t)::text'
      const { rows } = await client.query<{ row: string }>(
        `SELECT ${row} AS row FROM ${pg.escapeIdentifier(name)} AS t ORDER BY 1`,
      )
      dump[name] = rows.map((found) => found.row)
    }
    return dump
  } finally {
    await client.end()
  }
}
