import { sql } from 'kysely'
import type { Queries } from '../../../platform/database/queries.ts'

/** A connection that sees the database as it was at one moment. */
export interface Reading {
  read<Result>(ask: (connection: Queries) => Promise<Result>): Promise<Result>
  close(): Promise<void>
}

/** Opens one. `signal` ends the query that is under way in the database too, and refuses further ones. */
export async function openReading(queries: Queries, signal: AbortSignal): Promise<Reading> {
  const transaction = await queries
    .startTransaction()
    .setIsolationLevel('repeatable read')
    .setAccessMode('read only')
    .execute()
  const { rows } = await sql<{ pid: number }>`SELECT pg_backend_pid() AS pid`.execute(transaction)
  const pid = rows[0]?.pid
  let underWay: Promise<unknown> | undefined
  let ending: Promise<unknown> | undefined
  const cancel = () => {
    if (underWay !== undefined)
      ending = sql`SELECT pg_cancel_backend(${pid})`.execute(queries).catch(() => {})
  }
  signal.addEventListener('abort', cancel)

  return {
    async read(ask) {
      signal.throwIfAborted()
      const asked = ask(transaction)
      underWay = asked.catch(() => {})
      try {
        return await asked
      } finally {
        underWay = undefined
      }
    },
    async close() {
      signal.removeEventListener('abort', cancel)
      // Before the connection is given back: the next one who gets it has nothing to do with this.
      await ending
      await underWay
      await transaction
        .rollback()
        .execute()
        .catch(() => {})
    },
  }
}
