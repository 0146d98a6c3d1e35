import { sql } from 'kysely'
import type { Queries } from '../../platform/database/queries.ts'

/**
 * Runs queries on a connection of their own, each of which ends after `ms` with a time-out: questions about what no
 * index knows may be hard, and whoever asks them waits in front of a screen.
 */
export async function withTimeLimit<Result>(
  queries: Queries,
  ms: number,
  run: (limited: Queries) => Promise<Result>,
): Promise<Result> {
  return queries.transaction().execute(async (transaction) => {
    await sql`SET LOCAL statement_timeout = ${sql.lit(ms)}`.execute(transaction)
    return run(transaction)
  })
}
