import { chmod, mkdir, mkdtemp, rm, stat, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { delimiter, join } from 'node:path'
import pg from 'pg'
import { type Logger, pino } from 'pino'
import { describe, expect, onTestFinished, test } from 'vitest'
import { clientConfig } from './client-config.ts'
import { openEmbedded } from './embedded.ts'
import { choosePostgresAccount } from './postgres-account.ts'
import { findPostgresBinaries } from './postgres-binaries.ts'
import { clusterFolder, createCluster } from './postgres-cluster.ts'

const silent = pino({ level: 'silent' })
const isRoot = process.getuid?.() === 0

async function makeFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'waymark-test-'))
  onTestFinished(() => rm(folder, { recursive: true }))
  return folder
}

async function open(dataFolder: string, logger: Logger = silent) {
  const database = await openEmbedded(dataFolder, logger)
  onTestFinished(() => database.close())
  return database
}

async function query(database: Awaited<ReturnType<typeof open>>, sql: string): Promise<pg.QueryResult> {
  const client = new pg.Client(clientConfig(database.connection))
  await client.connect()
  return client.query(sql).finally(() => client.end())
}

/** Puts commands of these names, which fail, before the real ones. */
async function breakCommands(...names: string[]): Promise<void> {
  await replaceCommands(Object.fromEntries(names.map((name) => [name, 'exit 1'])))
}

async function replaceCommands(scripts: Record<string, string>): Promise<void> {
  const folder = await makeFolder()
  for (const [name, script] of Object.entries(scripts)) {
    await writeFile(join(folder, name), `#!/bin/sh\n${script}\n`)
    await chmod(join(folder, name), 0o755)
  }
  const path = process.env.PATH
  process.env.PATH = `${folder}${delimiter}${path}`
  onTestFinished(() => {
    process.env.PATH = path
  })
}

describe('the embedded database', () => {
  test('waits for the disk, takes texts of any language and is reached by its socket only', async () => {
    const database = await open(join(await makeFolder(), 'data'))
    const settings =
      "SELECT name, setting FROM pg_settings WHERE name = ANY('{fsync,synchronous_commit,full_page_writes,wal_compression,checkpoint_timeout,listen_addresses,server_encoding,data_checksums,TimeZone}')"
    expect(
      Object.fromEntries((await query(database, settings)).rows.map(({ name, setting }) => [name, setting])),
    ).toEqual({
      fsync: 'on',
      synchronous_commit: 'on',
      full_page_writes: 'on',
      wal_compression: 'pglz',
      checkpoint_timeout: '900',
      listen_addresses: '',
      server_encoding: 'UTF8',
      data_checksums: 'on',
      TimeZone: 'UTC',
    })
    expect((await stat(database.connection.host)).mode & 0o777).toBe(0o700)
  })

  test('knows the letters of every alphabet, so that an index holds parts of any name', async () => {
    const database = await open(join(await makeFolder(), 'data'))
    await query(database, 'CREATE EXTENSION pg_trgm')
    for (const name of ['Мельник', 'Γεωργίου', 'Łoś', '山本']) {
      const { rows } = await query(database, `SELECT cardinality(show_trgm('${name}')) AS count`)
      // As many as letters, and the beginning of the word once more.
      expect(rows).toEqual([{ count: [...name].length + 1 }])
    }
  })

  test('is made in a system without the locale of all alphabets, too', async () => {
    const dataFolder = await makeFolder()
    const binaries = findPostgresBinaries()
    const initdb = join(await makeFolder(), 'initdb')
    const script = `#!/bin/sh\ncase "$*" in *"--lc-ctype C") exec ${binaries.initdb} "$@" ;; esac\nexit 1`
    await writeFile(initdb, script, { mode: 0o755 })
    const account = await choosePostgresAccount(clusterFolder(dataFolder), binaries.initdb)
    await createCluster(dataFolder, { ...binaries, initdb }, account, 'throwaway')

    const database = await open(dataFolder)
    expect((await query(database, `SELECT lower('Μ') AS lower`)).rows).toEqual([{ lower: 'μ' }])
  })

  test('asks for its password', async () => {
    const { connection } = await open(join(await makeFolder(), 'data'))
    const client = new pg.Client({ ...connection, password: 'guess' })
    await expect(client.connect()).rejects.toThrow('password authentication failed')
  })

  test('logs nothing of what a statement holds, although it fails', async () => {
    const lines: string[] = []
    const logger = pino({ level: 'trace' }, { write: (line: string) => void lines.push(line) })
    const database = await open(join(await makeFolder(), 'data'), logger)
    await query(
      database,
      "CREATE TABLE contacts (email text UNIQUE); INSERT INTO contacts VALUES ('ada@example.com')",
    )
    await expect(query(database, "INSERT INTO contacts VALUES ('ada@example.com')")).rejects.toThrow(
      'duplicate key',
    )
    await expect(query(database, "SELECT 'ada@example.com'::int")).rejects.toThrow('ada@example.com')
    await database.close()

    expect(lines.join('')).toContain('ready to accept connections')
    expect(lines.join('')).not.toContain('ada@')
  })

  test('without its password file says which file is missing', async () => {
    const dataFolder = join(await makeFolder(), 'data')
    await (await open(dataFolder)).close()
    await rm(join(dataFolder, 'postgres-password'))
    await expect(openEmbedded(dataFolder, silent)).rejects.toThrow(/Cannot read .*postgres-password/)
  })
})

describe('a data folder', () => {
  test.runIf(process.platform === 'linux')('that cannot be made there is refused at once', async () => {
    await expect(openEmbedded('/proc/waymark/data', silent)).rejects.toThrow(
      'The data folder /proc/waymark/data cannot be used: it cannot be made there.',
    )
  })

  test('whose path goes through a file is refused', async () => {
    const file = join(await makeFolder(), 'file')
    await writeFile(file, '')
    await expect(openEmbedded(file, silent)).rejects.toThrow('it is a file')
    await expect(openEmbedded(join(file, 'data'), silent)).rejects.toThrow('a part of its path is a file')
  })

  test.runIf(process.platform === 'linux')('that takes no new files is refused with the reason', async () => {
    // Not even root writes here.
    await expect(openEmbedded('/proc/self/fdinfo', silent)).rejects.toThrow(
      /^The data folder \/proc\/self\/fdinfo cannot be used: /,
    )
  })

  test('is one and the same by whatever link it is reached', async () => {
    const folder = await makeFolder()
    const first = await open(join(folder, 'data'))
    await symlink(join(folder, 'data'), join(folder, 'link'))
    await expect(openEmbedded(join(folder, 'link'), silent)).rejects.toThrow('in use by a running Waymark')
    await first.close()
    expect((await query(await open(join(folder, 'link')), 'SELECT 1 AS one')).rows).toEqual([{ one: 1 }])
  })
})

describe.runIf(isRoot && process.platform === 'linux')('as root', () => {
  test('runs under a folder that only root may enter, and leaves all files to root', async () => {
    const folder = await makeFolder()
    await chmod(folder, 0o700)
    const database = await open(join(folder, 'data'))
    expect((await query(database, 'SELECT 1 AS one')).rows).toEqual([{ one: 1 }])
    expect((await stat(join(folder, 'data/postgres'))).uid).toBe(0)
    expect((await stat(folder)).mode & 0o777).toBe(0o700)
  })

  test('where user namespaces are forbidden runs as another account, and later starts keep to it', async () => {
    const dataFolder = join(await makeFolder(), 'data')
    await breakCommands('unshare')
    await (await open(dataFolder)).close()
    const owner = (await stat(join(dataFolder, 'postgres'))).uid
    expect(owner).not.toBe(0)
    await open(dataFolder)
    expect((await stat(join(dataFolder, 'postgres/postmaster.pid'))).uid).toBe(owner)
  })

  test('where its account cannot get at the binaries says which folder is closed to it', async () => {
    await replaceCommands({ unshare: 'exit 1', setpriv: 'for last; do :; done; test "$last" = true' })
    await expect(openEmbedded(join(await makeFolder(), 'data'), silent)).rejects.toThrow(
      /may not enter \/.*native\/bin or a folder above it\. Move Waymark/,
    )
  })

  test('where nothing helps says how to start instead', async () => {
    await breakCommands('unshare', 'setpriv')
    await expect(openEmbedded(join(await makeFolder(), 'data'), silent)).rejects.toThrow(
      'Start Waymark as an ordinary user who owns the data folder',
    )
  })
})

test('a path that is longer than a socket allows is no obstacle', async () => {
  const longFolder = join(await makeFolder(), 'x'.repeat(120))
  await mkdir(longFolder)
  const temporary = process.env.TMPDIR
  process.env.TMPDIR = longFolder
  onTestFinished(() => {
    if (temporary === undefined) delete process.env.TMPDIR
    else process.env.TMPDIR = temporary
  })
  const database = await open(join(longFolder, 'data'))
  expect((await query(database, 'SELECT 1 AS one')).rows).toEqual([{ one: 1 }])
})
