import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pino } from 'pino'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { createTestDatabase, type TestDatabase } from '../../../test/support/database.ts'
import { dumpCatalogue } from '../../../test/support/dump-catalogue.ts'
import { provisioningExample } from '../../../test/support/provisioning-example.ts'
import { openQueries, type Queries } from '../../platform/database/queries.ts'
import { OperatorError } from '../../platform/operator-error.ts'
import { openCatalogue } from '../open-catalogue.ts'
import { provisioningJsonSchema } from './document.schemas.ts'
import { provisionFile } from './provision.ts'

const now = () => Date.parse('2026-01-02T03:04:05.006Z')

let folder: string
let database: TestDatabase
let db: Queries

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'waymark-provision-'))
  database = await createTestDatabase()
  db = openQueries(database.connection)
})
afterAll(async () => {
  await db.destroy()
  await database.drop()
  await rm(folder, { recursive: true })
})

async function write(content: string | Uint8Array): Promise<string> {
  const file = join(folder, `${crypto.randomUUID()}.json`)
  await writeFile(file, content)
  return file
}

describe('a provisioning file', () => {
  test('takes effect at once in a server that runs beside it', async () => {
    const catalogue = await openCatalogue({
      db,
      connection: database.connection,
      logger: pino({ level: 'silent' }),
      now,
    })
    try {
      const file = await write(
        JSON.stringify({ events: [{ name: 'Beside' }], goals: [{ name: 'A' }, { name: 'B' }] }),
      )
      expect(await provisionFile(database.connection, file, now)).toEqual({
        summary: 'Provisioned: 2 goals created, 1 event created.',
        newChannels: [],
      })
      await vi.waitUntil(() => catalogue.snapshot.definition('event', 'Beside'), {
        timeout: 1_000,
        interval: 5,
      })
    } finally {
      await catalogue.close()
    }
  })

  test('applied by several servers at once is applied once, and a second time changes nothing', async () => {
    const file = await write(`\ufeff${JSON.stringify(provisioningExample, null, 2)}`)
    const runs = await Promise.all([1, 2, 3].map(() => provisionFile(database.connection, file, now)))
    const nothing = { summary: 'Nothing to change: all is as the file says.', newChannels: [] }
    expect(runs.filter(({ summary }) => summary.startsWith('Provisioned: '))).toHaveLength(1)
    expect(runs).toContainEqual(nothing)
    const before = await dumpCatalogue(db)
    expect(await provisionFile(database.connection, file, now)).toEqual(nothing)
    expect(await dumpCatalogue(db)).toEqual(before)
  })

  test.each([
    ['', 'is not valid JSON at line 1, column 1: a value is expected here'],
    [
      '{\n  "goals": [\n    { "name": secret-word }\n  ]\n}',
      'is not valid JSON at line 3, column 15: a value is expected here',
    ],
    ['{"goals": []\n "events": []}', 'is not valid JSON at line 2, column 2: a comma or } is expected here'],
    [
      '{"goals": [],}',
      'is not valid JSON at line 1, column 14: the name of a member in double quotes is expected here',
    ],
    ['{"goals": [1,]}', 'is not valid JSON at line 1, column 14: a value is expected here'],
    ['{"goals" []}', 'is not valid JSON at line 1, column 10: a colon is expected here'],
    ['{"goals": []} // done', 'is not valid JSON at line 1, column 15: nothing more is expected here'],
    ['{"goals": "abc', 'is not valid JSON at line 1, column 11: this text has no closing double quote'],
    [
      '{"goals": "a\nb"}',
      'is not valid JSON at line 1, column 13: a text may not hold a line break or another control character as it is',
    ],
    ['{"goals": "\\x"}', 'is not valid JSON at line 1, column 12: this is no escape that JSON knows'],
    ['{"goals": 01}', 'is not valid JSON at line 1, column 12: a comma or } is expected here'],
    [
      '{"goals": [],\n"goals": []}',
      'is not valid JSON at line 2, column 1: this object has a member of this name already',
    ],
    ['{"goals": [{"name": "a\\u0000b"}]}', 'goals[0].name holds a NUL character, which cannot be stored'],
    ['{"goals": [{"points": 1e999}]}', 'goals[0].points is a number too large to be stored'],
    [`{"contactGroups": ${'['.repeat(40)}${']'.repeat(40)}}`, 'is nested more than 32 levels deep'],
    [new Uint8Array([0x22, 0xff, 0x22]), 'is not valid UTF-8'],
    ['null', 'The document is null but must be an object'],
    ['{"__proto__": {}}', 'The document has an unknown member "__proto__"'],
  ])(
    '%j is refused in one line that names the file, and quotes nothing that may be secret',
    async (content, message) => {
      const file = await write(content)
      const before = await dumpCatalogue(db)
      const refusal = await provisionFile(database.connection, file, now).catch((error: unknown) => error)
      expect(refusal).toBeInstanceOf(OperatorError)
      expect(String(refusal)).toContain(`${file}: `)
      expect(String(refusal)).toContain(message)
      expect(String(refusal)).not.toMatch(/\n|secret-word/)
      expect(await dumpCatalogue(db)).toEqual(before)
    },
  )

  test('that is not there, or is a folder, is refused in one line', async () => {
    const missing = join(folder, 'missing.json')
    await expect(provisionFile(database.connection, missing, now)).rejects.toThrow(
      `${missing}: There is no such file.`,
    )
    await expect(provisionFile(database.connection, folder, now)).rejects.toThrow(
      `${folder}: This is a folder.`,
    )
  })

  test('has a JSON Schema for editors that says what is accepted', async () => {
    // `npm test -- provision-file -u` writes it anew after a change.
    const text = `${JSON.stringify(provisioningJsonSchema, null, 2)}\n`
    await expect(text).toMatchFileSnapshot('../../../provisioning.schema.json')
  })
})
