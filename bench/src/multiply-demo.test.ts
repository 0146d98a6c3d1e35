import pg from 'pg'
import { expect, test } from 'vitest'
import { fillDemo } from '../../server/src/features/demo/fill-demo.ts'
import { createLogger } from '../../server/src/platform/logger.ts'
import { createTestDatabase } from '../../server/test/support/database.ts'
import { multiplyDemo } from './multiply-demo.ts'

test('copies are contacts of their own, with visits, activities and sums like those of the original', async () => {
  const database = await createTestDatabase()
  const client = new pg.Client(database.connection)
  await client.connect()
  try {
    const until = Date.parse('2026-06-01')
    await fillDemo({
      connection: database.connection,
      logger: await createLogger('silent'),
      run: { seed: 1, people: 60, from: until - 20 * 86_400_000, until },
      now: () => until,
      signal: new AbortController().signal,
      onProgress: () => {},
    })
    const figures = async () => {
      const { rows } = await client.query<Record<string, number>>(`
        SELECT (SELECT count(*)::int FROM contact_state) AS contacts, (SELECT count(*)::int FROM activities) AS activities,
          (SELECT count(*)::int FROM visits) AS visits, (SELECT sum(activities)::int FROM daily_counts) AS counted,
          (SELECT sum(activities)::int FROM contact_state WHERE merged_into IS NULL) AS of_contacts,
          (SELECT count(*)::int FROM activities AS a JOIN visits AS v ON v.id = a.visit_id) AS in_visits`)
      return rows[0] ?? {}
    }
    const before = await figures()
    await multiplyDemo(database.connection, 3, () => {})
    const four = Object.entries(before).map(([name, value]) => [name, value * 4])
    expect(await figures()).toEqual(Object.fromEntries(four))
  } finally {
    await client.end()
    await database.drop()
  }
})
