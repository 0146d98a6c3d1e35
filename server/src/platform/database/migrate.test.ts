import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { pino } from 'pino'
import { expect, onTestFinished, test } from 'vitest'
import { createTestDatabase } from '../../../test/support/database.ts'
import type { DatabaseConnection } from './connection.ts'
import { migrate } from './migrate.ts'

const silent = pino({ level: 'silent' })

async function emptyDatabase(): Promise<DatabaseConnection> {
  const database = await createTestDatabase()
  onTestFinished(() => database.drop())
  await query(database.connection, 'DROP SCHEMA public CASCADE; CREATE SCHEMA public')
  return database.connection
}

async function folderOf(files: Record<string, string>): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'waymark-test-'))
  onTestFinished(() => rm(folder, { recursive: true }))
  for (const [name, sql] of Object.entries(files)) await writeFile(join(folder, name), sql)
  return folder
}

async function query(connection: DatabaseConnection, sql: string): Promise<pg.QueryResult> {
  const client = new pg.Client(connection)
  await client.connect()
  return client.query(sql).finally(() => client.end())
}

test('applies what is missing, in the order of the names, and nothing twice', async () => {
  const connection = await emptyDatabase()
  const first = await folderOf({ '0001_one.sql': 'CREATE TABLE one ()', 'notes.md': 'not SQL' })
  const both = await folderOf({
    '0002_two.sql': 'ALTER TABLE one ADD x int',
    '0001_one.sql': 'CREATE TABLE one ()',
  })

  expect(await migrate(connection, silent, first)).toEqual({ applied: ['0001_one'] })
  expect(await migrate(connection, silent, both)).toEqual({ applied: ['0002_two'] })
  expect(await migrate(connection, silent, both)).toEqual({ applied: [] })
})

test('processes that start at once migrate one after the other, and each file runs once', async () => {
  const connection = await emptyDatabase()
  const folder = await folderOf({ '0001_slow.sql': 'CREATE TABLE one (); SELECT pg_sleep(0.2)' })
  const results = await Promise.all([1, 2, 3].map(() => migrate(connection, silent, folder)))
  expect(results.flatMap(({ applied }) => applied)).toEqual(['0001_slow'])
})

test('a file that fails leaves no trace of itself and names itself', async () => {
  const connection = await emptyDatabase()
  const folder = await folderOf({
    '0001_good.sql': 'CREATE TABLE good ()',
    '0002_bad.sql': 'CREATE TABLE bad (); SELECT 1/0',
  })

  await expect(migrate(connection, silent, folder)).rejects.toThrow(
    /^Migration 0002_bad failed .* division by zero$/,
  )
  const { rows } = await query(connection, "SELECT to_regclass('good') AS good, to_regclass('bad') AS bad")
  expect(rows).toEqual([{ good: 'good', bad: null }])
})

test('a database that has migrations this code does not know stops the start', async () => {
  const connection = await emptyDatabase()
  await migrate(
    connection,
    silent,
    await folderOf({ '0001_one.sql': 'SELECT 1', '0002_later.sql': 'SELECT 1' }),
  )
  const older = await folderOf({ '0001_one.sql': 'SELECT 1' })

  await expect(migrate(connection, silent, older)).rejects.toThrow(
    'The database is newer than this version of Waymark: it has the migrations 0002_later.',
  )
})
