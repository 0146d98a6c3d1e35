import pg from 'pg'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { createTestDatabase, type TestDatabase } from '../../../test/support/database.ts'
import { newId } from '../../domain/ids.ts'
import { clientConfig } from '../../platform/database/client-config.ts'
import { settleContacts } from './settle-contacts.ts'

const hour = 60 * 60_000
const now = Date.parse('2026-03-09T12:00:00Z')
let database: TestDatabase
let client: pg.Client
beforeAll(async () => {
  database = await createTestDatabase()
  client = new pg.Client(clientConfig(database.connection))
  await client.connect()
})
afterAll(async () => {
  await client?.end()
  await database?.drop()
})
beforeEach(() => client.query('TRUNCATE contact_state'))

async function insert(lastAt: number | null, more: { merged?: boolean } = {}): Promise<string> {
  const id = newId(now)
  await client.query(
    `INSERT INTO contact_state (contact_id, api, first_at, last_at, activities, visits, points, merged_into)
     VALUES ($1, 1, $2, $2, 7, $4, 9, $3)`,
    [id, lastAt === null ? null : new Date(lastAt), more.merged ? newId(now) : null, lastAt === null ? 0 : 2],
  )
  return id
}
const settle = (signal = new AbortController().signal) => settleContacts(database.connection, now, signal)
async function findSettled(): Promise<string[]> {
  const { rows } = await client.query<{ id: string }>(
    'SELECT contact_id AS id FROM contact_state WHERE settled_last_at IS NOT NULL ORDER BY 1',
  )
  return rows.map(({ id }) => id)
}

describe('A contact is settled', () => {
  test('an hour after its last activity, or if it never did anything, and unless it was merged away', async () => {
    const rested = await insert(now - hour - 1)
    const idle = await insert(null)
    await insert(now - hour)
    await insert(now - 2 * hour, { merged: true })
    await settle()
    expect(await findSettled()).toEqual([rested, idle].sort())
  })

  test('with its sums, and the value of a visit', async () => {
    await insert(now - 2 * hour)
    await insert(null)
    await settle()
    const { rows } = await client.query(
      `SELECT settled_last_at::text LIKE '2026%' AS active, settled_activities::int AS activities, settled_visits AS visits,
        settled_points::int AS points, settled_value AS value FROM contact_state ORDER BY settled_last_at`,
    )
    expect(rows).toEqual([
      { active: false, activities: 7, visits: 0, points: 9, value: Number.NEGATIVE_INFINITY },
      { active: true, activities: 7, visits: 2, points: 9, value: 4.5 },
    ])
  })

  test('once something else does not hold it any more', async () => {
    const held = await insert(now - 2 * hour)
    const free = await insert(now - 2 * hour)
    await client.query('BEGIN')
    await client.query('SELECT FROM contact_state WHERE contact_id = $1 FOR UPDATE', [held])
    await settle()
    await client.query('ROLLBACK')
    expect(await findSettled()).toEqual([free])
    await settle()
    expect(await findSettled()).toEqual([held, free].sort())
  })

  test('however many there are, also by two processes at once', async () => {
    await client.query(
      `INSERT INTO contact_state (contact_id, api) SELECT gen_random_uuid(), 1 FROM generate_series(1, 2500)`,
    )
    await Promise.all([settle(), settle()])
    await settle()
    expect(await findSettled()).toHaveLength(2500)
  })

  test('by no process that ends', async () => {
    await insert(null)
    await settle(AbortSignal.abort())
    expect(await findSettled()).toEqual([])
  })
})
