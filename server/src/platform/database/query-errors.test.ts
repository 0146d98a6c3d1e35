import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { createTestDatabase, type TestDatabase } from '../../../test/support/database.ts'
import { openQueries, type Queries } from './queries.ts'
import { isDatabaseUnavailable, isStatementTimeout } from './query-errors.ts'

let database: TestDatabase
let queries: Queries
beforeAll(async () => {
  database = await createTestDatabase()
  queries = openQueries(database.connection)
})
afterAll(async () => {
  await queries.destroy()
  await database.drop()
})

async function judge(query: Promise<unknown>): Promise<[isUnavailable: boolean, isTimeout: boolean]> {
  const error = await query.then(
    () => null,
    (reason: unknown) => reason,
  )
  return [isDatabaseUnavailable(error), isStatementTimeout(error)]
}

test.each([
  'postgresql://nobody@127.0.0.1:1/none',
  'postgresql://nobody@localhost:1/none',
  'postgresql://%2Fnowhere/none',
])('A database that nobody serves is away: %s', async (connectionString) => {
  const away = openQueries({ connectionString })
  expect(await judge(sql`SELECT 1`.execute(away))).toEqual([true, false])
  await away.destroy()
})

test('A database that ends the connection in the middle of a query is away', async () => {
  const ended = queries.connection().execute(async (connection) => {
    const { rows } = await sql<{ pid: number }>`SELECT pg_backend_pid() AS pid`.execute(connection)
    const sleeping = sql`SELECT pg_sleep(10)`.execute(connection)
    const ending = sql`SELECT pg_terminate_backend(${rows[0]?.pid})`.execute(queries)
    await Promise.all([sleeping, ending])
  })
  expect(await judge(ended)).toEqual([true, false])
  // Others take its place, at the latest when the pool has heard of its end.
  await vi.waitFor(() => sql`SELECT 1`.execute(queries))
})

test('A query that takes longer than it may is too slow, and nothing is away', async () => {
  const slow = queries.transaction().execute(async (transaction) => {
    await sql`SET LOCAL statement_timeout = 20`.execute(transaction)
    await sql`SELECT pg_sleep(10)`.execute(transaction)
  })
  expect(await judge(slow)).toEqual([false, true])
})

test('A query that is wrong is neither', async () => {
  expect(await judge(sql`SELECT 1 / 0`.execute(queries))).toEqual([false, false])
  expect(await judge(sql`SELEKT`.execute(queries))).toEqual([false, false])
})

test('Reading queries may take 15 seconds', async () => {
  const { rows } = await sql<{ statement_timeout: string }>`SHOW statement_timeout`.execute(queries)
  expect(rows[0]?.statement_timeout).toBe('15s')
})
