import { type QueryResult, type RawBuilder, sql } from 'kysely'
import type { Queries } from '../../platform/database/queries.ts'
import { isStatementTimeout } from '../../platform/database/query-errors.ts'
import { Problem } from '../shared/problem.ts'

/** Runs a query on a connection that is given. */
export type RunQuery = <Row>(query: RawBuilder<Row>) => Promise<QueryResult<Row>>

/**
 * Runs queries on a connection of their own, with `ms` for all of them together: questions about what no index knows may
 * be hard, and whoever asks them waits in front of a screen. Throws `too_slow` where that is not enough. `connection` is
 * for what runs queries itself: each of those may take the whole time.
 */
export async function withTimeLimit<Result>(
  queries: Queries,
  ms: number,
  work: (run: RunQuery, connection: Queries) => Promise<Result>,
): Promise<Result> {
  const deadline = performance.now() + ms
  try {
    return await queries.transaction().execute(async (transaction) => {
      const run: RunQuery = async (query) => {
        await limitTo(Math.floor(deadline - performance.now()))
        return query.execute(transaction)
      }
      await limitTo(ms)
      return work(run, transaction)

      async function limitTo(left: number): Promise<void> {
        // A limit of 0 would be none.
        if (left < 1) throw tooSlow()
        await sql`SET LOCAL statement_timeout = ${sql.lit(left)}`.execute(transaction)
      }
    })
  } catch (error) {
    throw isStatementTimeout(error) ? tooSlow() : error
  }
}

function tooSlow(): Problem {
  return new Problem(
    'too_slow',
    'Looking through so much takes too long. A shorter time, or one more filter, finds it.',
  )
}
