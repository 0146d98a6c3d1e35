import pg from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createTestDatabase, type TestDatabase } from '../../../test/support/database.ts'
import { clientConfig } from '../../platform/database/client-config.ts'
import { addPartitions } from './add-partitions.ts'

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

async function partitions(years: RegExp): Promise<string[]> {
  const { rows } = await client.query<{ name: string }>(
    `SELECT relid::text AS name FROM pg_partition_tree('activities') WHERE isleaf ORDER BY 1`,
  )
  return rows.map(({ name }) => name).filter((name) => years.test(name))
}

const insert = (at: string) =>
  client.query(
    `INSERT INTO activities (contact_id, occurred_at, id, visit_id, channel_id, definition_id)
     VALUES (gen_random_uuid(), $1, gen_random_uuid(), gen_random_uuid(), 1, 1)`,
    [at],
  )

test('this month and the three after it have partitions, however often and by however many they are asked for', async () => {
  const at = Date.parse('2026-11-22T01:00:00Z')
  await Promise.all([addPartitions(database.connection, at), addPartitions(database.connection, at)])
  await addPartitions(database.connection, at)
  expect(await partitions(/202[67]/)).toEqual([
    'activities_2026_11',
    'activities_2026_12',
    'activities_2027_01',
    'activities_2027_02',
  ])
})

test('a month of which activities are stored already stays where it is, and the others get their partition', async () => {
  await insert('2028-05-05T12:00:00Z')
  await addPartitions(database.connection, Date.parse('2028-04-30T23:59:59Z'))
  expect(await partitions(/2028/)).toEqual(['activities_2028_04', 'activities_2028_06', 'activities_2028_07'])
  await insert('2028-04-15T12:00:00Z')
  await insert('2029-01-01T00:00:00Z')
  const { rows } = await client.query(
    'SELECT tableoid::regclass::text AS name FROM activities ORDER BY occurred_at',
  )
  expect(rows.map(({ name }) => name)).toEqual(['activities_2028_04', 'activities_rest', 'activities_rest'])
})

test('months of the past have partitions too, where a period is asked for', async () => {
  await addPartitions(database.connection, Date.parse('2023-11-30T12:00Z'), Date.parse('2024-02-01T00:00Z'))
  expect(await partitions(/202[34]/)).toEqual([
    'activities_2023_11',
    'activities_2023_12',
    'activities_2024_01',
    'activities_2024_02',
  ])
})
