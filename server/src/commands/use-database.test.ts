import { existsSync } from 'node:fs'
import { join } from 'node:path'
import pg from 'pg'
import { expect, onTestFinished, test } from 'vitest'
import { databaseUrl, runCommand } from '../../test/support/command-line.ts'
import { createTestDatabase } from '../../test/support/database.ts'
import { makePrivateFolder } from '../../test/support/waymark-process.ts'

const commands = [
  ['token', 'list'],
  ['token', 'create', '--name', 'ci', '--role', 'viewer'],
  ['token', 'delete', 'ci'],
  ['user', 'create', 'ada@example.com', '--role', 'admin'],
  ['user', 'reset-password', 'ada@example.com'],
  ['user', 'list'],
  ['channel', 'list'],
  ['demo'],
]

test('in a folder without a database a command makes none, and says which folder it looked at', {
  timeout: 60_000,
}, async () => {
  const folder = join(await makePrivateFolder(), 'data')
  for (const command of commands) {
    expect(await runCommand(command, { WAYMARK_DATA: folder })).toEqual({
      status: 1,
      stdout: '',
      stderr: `There is no database in ${folder}. Name the right folder with WAYMARK_DATA; the first start makes one there.\n`,
    })
  }
  expect(existsSync(folder)).toBe(false)
})

test('a database of DATABASE_URL on which no server has been started is left as it is', async () => {
  const database = await createTestDatabase()
  onTestFinished(() => database.drop())
  const client = new pg.Client(database.connection)
  await client.connect()
  await client.query('DROP SCHEMA public CASCADE; CREATE SCHEMA public').finally(() => client.end())
  const env = { DATABASE_URL: databaseUrl(database.connection) }
  for (const command of [['token', 'list'], ['demo']]) {
    expect(await runCommand(command, env)).toEqual({
      status: 1,
      stdout: '',
      stderr:
        'There is nothing of Waymark in this database yet. Start Waymark on it first, or name the right one.\n',
    })
  }
})
