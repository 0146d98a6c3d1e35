import { afterAll, beforeAll, expect, test } from 'vitest'
import { databaseUrl, runCommand } from '../../test/support/command-line.ts'
import { createTestDatabase, type TestDatabase } from '../../test/support/database.ts'
import { changeCatalogue } from '../catalogue/change-catalogue.ts'
import { provision } from '../catalogue/provisioning/provision.ts'
import { openQueries } from '../platform/database/queries.ts'

let database: TestDatabase
beforeAll(async () => {
  database = await createTestDatabase()
})
afterAll(() => database.drop())

const list = () => runCommand(['channel', 'list'], { DATABASE_URL: databaseUrl(database.connection) })

test('channels are listed with their ids and keys: Sitecore keys in full, of the others nothing secret', async () => {
  expect(await list()).toEqual({ status: 0, stdout: 'There are no channels.\n', stderr: '' })
  const db = openQueries(database.connection)
  const document = {
    channels: [
      {
        id: 'a3f4bc8b-6d84-454f-8215-cbec70bfaadd',
        name: 'Web shop',
        codeName: 'shop',
        apiKeys: [
          { name: 'server', access: 'tracking' as const, secret: 'a-long-random-secret', enabled: false },
          { name: 'jss', access: 'sitecore' as const, secret: '{8C9E1A52-0B5D-4C1D-9B61-6D7D5A5B2F10}' },
        ],
      },
    ],
  }
  await changeCatalogue(db, async (transaction) => ({
    changed: true,
    result: await provision(transaction, document, new Date()),
  }))
  await db.destroy()

  const { status, stdout, stderr } = await list()
  expect({ status, stderr }).toEqual({ status: 0, stderr: '' })
  expect(stdout.split('\n').map((line) => line.split(/ {2,}/))).toEqual([
    ['channel', 'code name', 'id'],
    ['Web shop', 'shop', 'a3f4bc8b-6d84-454f-8215-cbec70bfaadd'],
    [''],
    ['code name', 'key', 'access', 'enabled', 'value'],
    ['shop', 'jss', 'sitecore', 'yes', '8c9e1a52-0b5d-4c1d-9b61-6d7d5a5b2f10'],
    ['shop', 'server', 'tracking', 'no', '(secret)'],
    [''],
  ])
})
