import { sql, type Transaction } from 'kysely'
import type { Queries } from '../../platform/database/queries.ts'
import type { Tables } from '../../platform/database/tables.ts'

/**
 * Runs queries that look at very many rows, in a transaction with the settings that they need: memory to sort in, and no
 * nested loops, which PostgreSQL takes where it cannot know how many rows there will be, and never comes back from.
 */
export function runWide<Result>(
  queries: Queries,
  work: (transaction: Transaction<Tables>) => Promise<Result>,
  isolation: 'read committed' | 'repeatable read' = 'read committed',
): Promise<Result> {
  return queries
    .transaction()
    .setIsolationLevel(isolation)
    .execute(async (transaction) => {
      await sql`SELECT set_config('work_mem', '64MB', true), set_config('enable_nestloop', 'off', true)`.execute(
        transaction,
      )
      return work(transaction)
    })
}
