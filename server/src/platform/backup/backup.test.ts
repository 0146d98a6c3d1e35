import { cp, mkdtemp, readdir, readFile, rm, stat, truncate, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { buffer } from 'node:stream/consumers'
import { zstdCompressSync, zstdDecompressSync } from 'node:zlib'
import fc from 'fast-check'
import pg from 'pg'
import { pino } from 'pino'
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest'
import { createTestDatabase, type TestDatabase } from '../../../test/support/database.ts'
import { dumpDatabase as dumpRows } from '../../../test/support/dump-database.ts'
import type { DatabaseConnection } from '../database/connection.ts'
import { listMigrations, migrate } from '../database/migrate.ts'
import { readBackupFile, verifyBackupFile, writeBackupFile } from './backup-file.ts'
import { dumpDatabase } from './dump-database.ts'
import { restoreDatabase } from './restore-database.ts'

const origin = { waymark: '1.2.3', takenAt: '2026-03-02T12:00:00.000Z' }
const never = new AbortController().signal
const migrations = new URL('../../../migrations', import.meta.url)

let folder: string
let database: TestDatabase
let file: string
let filled: Record<string, string[]>
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'waymark-test-'))
  database = await createTestDatabase()
  await fill(database.connection)
  filled = await dumpRows(database.connection)
  file = join(folder, 'good.backup')
  await writeBackupFile(file, dumpDatabase(database.connection, origin), { force: false, signal: never })
})
afterAll(async () => {
  await database.drop()
  await rm(folder, { recursive: true })
})

async function query(
  connection: DatabaseConnection,
  sql: string,
  values?: unknown[],
): Promise<pg.QueryResult> {
  const client = new pg.Client(connection)
  await client.connect()
  return client.query(sql, values).finally(() => client.end())
}

async function emptyDatabase(): Promise<DatabaseConnection> {
  const empty = await createTestDatabase()
  onTestFinished(() => empty.drop())
  await query(empty.connection, 'DROP SCHEMA public CASCADE; CREATE SCHEMA public')
  return empty.connection
}

/** People with all that COPY has to escape, activities in months with and without a partition, ids that were given out. */
async function fill(connection: DatabaseConnection): Promise<void> {
  await query(
    connection,
    `INSERT INTO contacts (id, created_at, notes, custom)
       SELECT md5(n::text)::uuid, '2026-03-02T12:00:00.123456Z', e'a\\tb\\nc\\\\.\\n\\\\.\\r\\\\N ' || n, '{"a": "\\\\n"}'
       FROM generate_series(1, 2000) n;
     CREATE TABLE activities_2026_03 PARTITION OF activities FOR VALUES FROM ('2026-03-01') TO ('2026-04-01');
     INSERT INTO activities (contact_id, occurred_at, id, visit_id, channel_id, definition_id, monetary, data)
       SELECT md5(n::text)::uuid, timestamptz '2026-02-20' + n * interval '1 hour', md5('a' || n)::uuid,
         md5('v' || n)::uuid, 1, 1, 0.1, CASE WHEN n % 2 = 0 THEN '{"x": [1, 2.50, null]}'::jsonb END
       FROM generate_series(1, 2000) n;
     INSERT INTO languages (code, name) VALUES ('en', 'English'), ('gone', 'Gone');
     INSERT INTO languages (code, name, fallback_id) VALUES ('es', 'Español 🇪🇸', 1);
     DELETE FROM languages WHERE code = 'gone';
     INSERT INTO definitions (guid, kind, name, display_name, created_at)
       VALUES (gen_random_uuid(), 'goal', 'gone', 'Gone', now());
     DELETE FROM definitions WHERE name = 'gone';
     UPDATE installation SET set_up_at = now(), catalogue_version = 7`,
  )
}

describe('a backup', () => {
  test('brings back every row, partition and sequence', async () => {
    const target = await emptyDatabase()
    const header = await restoreDatabase(target, readBackupFile(file))
    expect(header).toMatchObject({ ...origin, migrations: await listMigrations() })
    expect(await dumpRows(target)).toEqual(filled)
  })

  test('brings back any text that a column can hold', async () => {
    const character = fc.constantFrom(
      '\\',
      '.',
      'N',
      '\n',
      '\r',
      '\t',
      '\b',
      '\v',
      'é',
      '\u2028',
      '😀',
      '\u0001',
      '"',
    )
    const texts = fc.sample(
      fc.string({ unit: fc.oneof(character, fc.string({ unit: 'grapheme', maxLength: 3 })) }),
      500,
    )
    const storable = texts.filter((text) => text.isWellFormed() && !text.includes('\0'))
    const own = await createTestDatabase()
    onTestFinished(() => own.drop())
    await query(
      own.connection,
      `INSERT INTO contacts (id, created_at, notes) SELECT gen_random_uuid(), now(), t FROM unnest($1::text[]) t`,
      [storable],
    )
    const target = await emptyDatabase()
    await restoreDatabase(target, dumpDatabase(own.connection, origin))
    expect(await dumpRows(target)).toEqual(await dumpRows(own.connection))
  })

  test('reads the same however it is cut into pieces', async () => {
    const whole = await buffer(Readable.from(dumpDatabase(database.connection, origin)))
    const target = await emptyDatabase()
    const pieces = (function* () {
      for (let at = 0, size = 1; at < whole.length; at += size, size = (size * 7) % 997)
        yield whole.subarray(at, at + size)
    })()
    await restoreDatabase(target, Readable.from(pieces))
    expect(await dumpRows(target)).toEqual(filled)
  })

  test('is as of one moment, whatever is committed while it is taken', async () => {
    const source = await createTestDatabase()
    onTestFinished(() => source.drop())
    await fill(source.connection)
    const before = await dumpRows(source.connection)
    const content = dumpDatabase(source.connection, origin)
    const { value: first } = await content.next()
    await query(
      source.connection,
      `DELETE FROM activities WHERE occurred_at > '2026-03-10'; UPDATE contacts SET notes = 'later'; DELETE FROM languages`,
    )
    const target = await emptyDatabase()
    await restoreDatabase(
      target,
      (async function* () {
        yield first as Buffer
        yield* content
      })(),
    )
    expect(await dumpRows(target)).toEqual(before)
  })

  test('of an older Waymark is restored as it was, and brought forward by the migrations since', async () => {
    const names = await listMigrations()
    const older = await mkdtemp(join(folder, 'older-'))
    for (const name of names.slice(0, 2))
      await cp(new URL(`migrations/${name}.sql`, `${migrations}`), join(older, `${name}.sql`))
    const newer = await mkdtemp(join(folder, 'newer-'))
    await cp(migrations, newer, { recursive: true })
    await writeFile(
      join(newer, '9999_later.sql'),
      `ALTER TABLE contacts ADD later text; UPDATE contacts SET later = notes`,
    )

    const silent = pino({ level: 'silent' })
    const source = await emptyDatabase()
    await migrate(source, silent, older)
    await query(source, `INSERT INTO contacts (id, created_at, notes) VALUES (gen_random_uuid(), now(), 'x')`)
    const target = await emptyDatabase()
    await restoreDatabase(target, dumpDatabase(source, origin), { migrationsFolder: newer })
    expect(await dumpRows(target)).toEqual(await dumpRows(source))
    expect((await migrate(target, silent, newer)).applied).toEqual([...names.slice(2), '9999_later'])
    expect((await query(target, 'SELECT later FROM contacts')).rows).toEqual([{ later: 'x' }])

    const untouched = await emptyDatabase()
    await expect(restoreDatabase(untouched, dumpDatabase(target, origin))).rejects.toThrow(
      /^Waymark 1\.2\.3 took this backup, and this version is older: .* 9999_later\./,
    )
    expect(await dumpRows(untouched)).toEqual({})
  })

  test('that nobody reads to its end leaves no connection behind', async () => {
    const content = dumpDatabase(database.connection, origin)
    await content.next()
    await content.next()
    await content.next()
    await content.return(undefined)
    await expect
      .poll(() =>
        query(
          database.connection,
          `SELECT FROM pg_stat_activity WHERE application_name = 'waymark backup'`,
        ).then(({ rowCount }) => rowCount),
      )
      .toBe(0)
  })
})

describe('a backup file', () => {
  test('can be read by its owner only, is small, and a file that is there is replaced only when asked', async () => {
    const { mode, size } = await stat(file)
    expect(mode & 0o777).toBe(0o600)
    expect(size).toBeLessThan(200_000)
    const take = (force: boolean) =>
      writeBackupFile(file, dumpDatabase(database.connection, origin), { force, signal: never })
    await expect(take(false)).rejects.toThrow(/good\.backup is there already\..*--force/)
    await take(true)
    expect((await verifyBackupFile(file)).takenAt).toBe(origin.takenAt)
  })

  test('that cannot be finished leaves what was there, and nothing else', async () => {
    const own = await mkdtemp(join(folder, 'unfinished-'))
    const path = join(own, 'a.backup')
    await writeFile(path, 'old')
    const failing = (async function* () {
      yield Buffer.from('{"format":')
      throw new Error('cut')
    })()
    await expect(writeBackupFile(path, failing, { force: true, signal: never })).rejects.toThrow('cut')
    const stop = AbortSignal.abort()
    const content = dumpDatabase(database.connection, origin)
    await expect(writeBackupFile(path, content, { force: true, signal: stop })).rejects.toThrow(/abort/i)
    expect(await readdir(own)).toEqual(['a.backup'])
    expect(await readFile(path, 'utf8')).toBe('old')
  })

  const noBackup = 'It is no backup of Waymark.'
  const cut = 'It ends too early: a part of it is missing.'
  const altered = 'It was altered or damaged: it is not what was written.'
  const repack = (change: (text: string) => string) => (bytes: Buffer) =>
    zstdCompressSync(change(zstdDecompressSync(bytes).toString()))
  const refused: [string, (bytes: Buffer) => Buffer, string][] = [
    ['empty', () => Buffer.alloc(0), cut],
    ['something else', () => Buffer.from('PGDMP, or so'), noBackup],
    ['something else that is compressed', () => zstdCompressSync('{"format":"tar"}\n'), noBackup],
    ['one line without an end', () => zstdCompressSync('x'), cut],
    ['cut in the middle', (bytes) => bytes.subarray(0, bytes.length / 2), cut],
    ['cut before its last byte', (bytes) => bytes.subarray(0, -1), cut],
    [
      'altered in the middle',
      (bytes) => Buffer.from(bytes).fill(0x55, bytes.length >> 1, (bytes.length >> 1) + 64),
      altered,
    ],
    ['packed again with one letter changed', repack((text) => text.replace('English', 'english')), altered],
    ['packed again without one row', repack((text) => text.replace(/\n.*Español.*\n/, '\n')), altered],
    ['packed again without its last line', repack((text) => text.replace(/\{"rows".*\n$/, '')), cut],
    ['packed again with something behind it', repack((text) => `${text}more`), altered],
    [
      'packed again with a bound that says more',
      repack((text) => text.replace(/(TO \('[^']+'\))/, '$1; DROP TABLE x')),
      noBackup,
    ],
    [
      'of a later form',
      repack((text) => text.replace('"formatVersion":1', '"formatVersion":2')),
      'that version or a newer one',
    ],
  ]
  test.each(refused)(
    'that is %s is refused before and while it is restored, and nothing changes',
    async (_what, damage, message) => {
      const path = join(await mkdtemp(join(folder, 'damaged-')), 'x.backup')
      await writeFile(path, damage(await readFile(file)))
      await expect(verifyBackupFile(path)).rejects.toThrow(message)
      await expect(verifyBackupFile(path)).rejects.toThrow('x.backup cannot be restored.')
      const restored = restoreDatabase(database.connection, readBackupFile(path), { replace: true })
      // PostgreSQL may be the first to see it, if the file is not read to its end before.
      await expect(restored).rejects.toThrow()
      expect(await dumpRows(database.connection)).toEqual(filled)
    },
  )

  test('that is cut anywhere is refused, and so is one in which any byte that matters is changed', async () => {
    const bytes = await readFile(file)
    const unpacked = zstdDecompressSync(bytes)
    const path = join(folder, 'cut.backup')
    for (const at of fc.sample(fc.nat(bytes.length - 1), 20)) {
      await writeFile(path, bytes)
      await truncate(path, at)
      await expect(verifyBackupFile(path)).rejects.toThrow('cannot be restored')
      const changed = Buffer.from(bytes)
      changed[at] = (changed[at] ?? 0) ^ 0x10
      await writeFile(path, changed)
      const verified = await verifyBackupFile(path).catch((error: Error) => error.message)
      // Some bits of the packing mean nothing.
      if (typeof verified === 'string') expect(verified).toContain('cannot be restored')
      else expect(zstdDecompressSync(changed).equals(unpacked)).toBe(true)
    }
  })

  test('that is not there says so', async () => {
    await expect(verifyBackupFile(join(folder, 'none'))).rejects.toThrow(
      'none: there is no such file or folder.',
    )
    await expect(
      writeBackupFile(join(folder, 'none/x'), dumpDatabase(database.connection, origin), {
        force: false,
        signal: never,
      }),
    ).rejects.toThrow('x: there is no such file or folder.')
  })
})

describe('a restore', () => {
  test('into a database that holds anything needs leave, and takes away all that was there', async () => {
    const target = await createTestDatabase()
    onTestFinished(() => target.drop())
    await query(target.connection, `INSERT INTO contacts (id, created_at) VALUES (gen_random_uuid(), now())`)
    const before = await dumpRows(target.connection)
    await expect(restoreDatabase(target.connection, readBackupFile(file))).rejects.toThrow(
      'holds data of a Waymark',
    )
    expect(await dumpRows(target.connection)).toEqual(before)
    await restoreDatabase(target.connection, readBackupFile(file), { replace: true })
    expect(await dumpRows(target.connection)).toEqual(filled)
  })

  test('never touches tables of another program', async () => {
    const target = await emptyDatabase()
    await query(target, 'CREATE TABLE orders (id int); CREATE TABLE schema_migrations (version text)')
    await expect(restoreDatabase(target, readBackupFile(file), { replace: true })).rejects.toThrow(
      'belongs to something else: it has the tables orders, schema_migrations',
    )
  })

  test('beside a connected Waymark is refused', async () => {
    const target = await emptyDatabase()
    const other = new pg.Client({ ...target, application_name: 'waymark queries' })
    await other.connect()
    onTestFinished(() => other.end())
    await expect(restoreDatabase(target, readBackupFile(file))).rejects.toThrow('A Waymark is connected')
  })
})
