import { sql } from 'kysely'
import pg from 'pg'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createTestDatabase, type TestDatabase } from '../../../test/support/database.ts'
import { openQueries, type Queries } from '../../platform/database/queries.ts'
import { readActivities } from './activities.queries.ts'
import type { ActivityFilter } from './activity-filter.ts'
import { withTimeLimit } from './with-time-limit.ts'

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

const tooSlow = { code: 'too_slow' }

const anything: ActivityFilter = {
  contact: null,
  visitId: null,
  channelIds: null,
  definitionIds: null,
  campaignIds: null,
  utm: null,
  property: null,
  search: { text: 'never', definitionIds: [] },
  robots: true,
  from: null,
  to: null,
}

describe('A time limit', () => {
  test('is of all queries together, none of which takes that long', async () => {
    let done = 0
    const work = withTimeLimit(queries, 400, async (run) => {
      for (; done < 4; done++) await run(sql`SELECT pg_sleep(0.15)`)
    })
    await expect(work).rejects.toMatchObject(tooSlow)
    expect(done).toBeLessThan(4)
  })

  test('ends the reading of a page wherever it waits', async () => {
    const other = new pg.Client(database.connection)
    await other.connect()
    try {
      await other.query('BEGIN; LOCK TABLE activities')
      const page = { limit: 10, order: 'descending', position: null } as const
      const work = withTimeLimit(queries, 300, (run) => readActivities(run, anything, page, 'UTC'))
      await expect(work).rejects.toMatchObject(tooSlow)
    } finally {
      await other.end()
    }
  })

  test('leaves the connection as it was, and other failures what they are', async () => {
    const limit = async (connection: Queries) => {
      const shown = await sql<{ statement_timeout: string }>`SHOW statement_timeout`.execute(connection)
      return shown.rows[0]?.statement_timeout
    }
    expect(await withTimeLimit(queries, 2_000, (_run, connection) => limit(connection))).toBe('2s')
    expect(await limit(queries)).toBe('15s')
    await expect(withTimeLimit(queries, 2_000, (run) => run(sql`SELECT 1 / 0`))).rejects.toMatchObject({
      code: '22012',
    })
  })
})
