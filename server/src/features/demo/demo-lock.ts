import { sql } from 'kysely'
import type pg from 'pg'
import { connectClient } from '../../platform/database/connect-client.ts'
import type { DatabaseConnection } from '../../platform/database/connection.ts'
import type { Queries } from '../../platform/database/queries.ts'

/** An advisory lock of PostgreSQL: the text `demo` as a number. */
const LOCK = 0x64_65_6d_6f

/**
 * Does work on the demo that nobody else may do at the same time, in this process or another. Null where somebody does. The
 * lock belongs to a connection, so it ends with the process that has it.
 */
export async function withDemoLock<Result>(
  connection: DatabaseConnection,
  work: (client: pg.Client) => Promise<Result>,
): Promise<{ readonly result: Result } | null> {
  const client = await connectClient(connection, 'waymark demo')
  try {
    const { rows } = await client.query<{ locked: boolean }>(`SELECT pg_try_advisory_lock(${LOCK}) AS locked`)
    return rows[0]?.locked === true ? { result: await work(client) } : null
  } finally {
    await client.end()
  }
}

/** Whether some process works on the demo now. */
export async function isDemoLocked(db: Queries): Promise<boolean> {
  const { rows } = await sql<{ locked: boolean }>`
    SELECT EXISTS (
      SELECT FROM pg_locks
      WHERE locktype = 'advisory' AND classid = 0 AND objid = ${LOCK} AND granted
        AND database = (SELECT oid FROM pg_database WHERE datname = current_database())
    ) AS locked
  `.execute(db)
  return rows[0]?.locked === true
}
