import pg from 'pg'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { createTestDatabase, type TestDatabase } from '../../../test/support/database.ts'
import { newId } from '../../domain/ids.ts'
import { clientConfig } from '../../platform/database/client-config.ts'
import { forgetMessageIds } from './forget-message-ids.ts'

const week = 7 * 24 * 60 * 60_000
const now = Date.parse('2026-03-09T12:00:00Z')
const contact = newId(now)
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
beforeEach(() => client.query('TRUNCATE message_ids'))

const remember = (messageId: string, at: number) =>
  client.query('INSERT INTO message_ids VALUES ($1, $2, $3)', [contact, messageId, newId(at)])
const forget = (signal = new AbortController().signal) => forgetMessageIds(database.connection, now, signal)

test('an id that was received more than seven days ago is forgotten, and no other one', async () => {
  await remember('a millisecond too old', now - week - 1)
  await remember('exactly seven days', now - week)
  await remember('new', now)
  await forget()
  const { rows } = await client.query('SELECT message_id FROM message_ids ORDER BY 1')
  expect(rows).toEqual([{ message_id: 'exactly seven days' }, { message_id: 'new' }])
})

test('all old ids of a table of many pages are forgotten, also by two processes at once', async () => {
  await client.query(
    `INSERT INTO message_ids SELECT $1, repeat('x', 110) || n, CASE WHEN n % 2 = 0 THEN $2 ELSE $3 END::uuid
     FROM generate_series(1, 150000) AS n`,
    [contact, newId(now - 2 * week), newId(now)],
  )
  const { rows: pages } = await client.query(`SELECT pg_relation_size('message_ids') / 8192 AS pages`)
  expect(pages[0].pages).toBeGreaterThan(3_000)
  await Promise.all([forget(), forget()])
  expect((await client.query('SELECT count(*) FROM message_ids')).rows).toEqual([{ count: 75_000 }])
})

test('a process that ends does not go on with it', async () => {
  await remember('old', now - 2 * week)
  await forget(AbortSignal.abort())
  expect((await client.query('SELECT count(*) FROM message_ids')).rows).toEqual([{ count: 1 }])
})

test('pages are read by their numbers, not the whole table for each of them', async () => {
  const { rows } = await client.query(
    `EXPLAIN DELETE FROM message_ids WHERE ctid >= '(0,0)'::tid AND ctid < '(1000,0)'::tid AND activity_id < '${newId(now)}'`,
  )
  expect(JSON.stringify(rows)).toContain('Tid Range Scan')
})
