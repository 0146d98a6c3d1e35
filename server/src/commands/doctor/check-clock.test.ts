import { afterAll, afterEach, beforeAll, expect, test, vi } from 'vitest'
import { createTestDatabase, type TestDatabase } from '../../../test/support/database.ts'
import { connectClient } from '../../platform/database/connect-client.ts'
import { checkClock } from './check-clock.ts'

let database: TestDatabase
let client: Awaited<ReturnType<typeof connectClient>>
beforeAll(async () => {
  database = await createTestDatabase()
  client = await connectClient(database.connection, 'test')
})
afterAll(async () => {
  await client.end()
  await database.drop()
})
afterEach(() => vi.restoreAllMocks())

function setClock(byMs: number): void {
  const real = Date.now
  vi.spyOn(Date, 'now').mockImplementation(() => real() + byMs)
}

test('a clock that runs with that of the database is fine', async () => {
  expect(await checkClock(client, true)).toEqual([
    { check: 'clock', level: 'ok', message: 'It agrees with that of the database.' },
  ])
})

test('one that is ahead or behind, and has jumped to there, is told', async () => {
  setClock(60_000)
  expect((await checkClock(client, true)).map(({ message }) => message)).toEqual([
    expect.stringMatching(/^It is 60\.\d s ahead of that of the database\./),
    expect.stringMatching(/^It jumped by 60\.\d s just now\./),
  ])
})

test('one that was set back behind what is stored is told, with both times', async () => {
  await client.query(
    `INSERT INTO visits (contact_id, id, device_id, channel_id, started_at, last_at, activities, page_views, points)
     SELECT id, id, id, 1, now() + interval '1 hour', now(), 1, 0, 0 FROM (SELECT gen_random_uuid() AS id) ids`,
  )
  const found = await checkClock(client, true)
  await client.query('TRUNCATE visits')
  expect(found).toEqual([
    {
      check: 'clock',
      level: 'warning',
      message: expect.stringMatching(/^The newest visit began at .*Z, and it is .*Z:/),
    },
  ])
})
