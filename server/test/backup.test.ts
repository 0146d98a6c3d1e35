import { existsSync } from 'node:fs'
import { readdir, readFile, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import pg from 'pg'
import { describe, expect, onTestFinished, test } from 'vitest'
import type { EmbeddedConnection } from '../src/platform/database/connection.ts'
import { databaseUrl, runCommand } from './support/command-line.ts'
import { createTestDatabase } from './support/database.ts'
import { dumpDatabase } from './support/dump-database.ts'
import { eventually, makePrivateFolder, projectRoot, run, runWaymark } from './support/waymark-process.ts'

/** A database of another PostgreSQL than the embedded one under test, without a table in it. */
async function emptyDatabase(): Promise<EmbeddedConnection> {
  const { connection, drop } = await createTestDatabase()
  onTestFinished(drop)
  await query(connection, 'DROP SCHEMA public CASCADE; CREATE SCHEMA public')
  return connection
}

async function usedDatabase(): Promise<EmbeddedConnection> {
  const { connection, drop } = await createTestDatabase()
  onTestFinished(drop)
  await query(
    connection,
    `INSERT INTO contacts (id, created_at, notes) VALUES (gen_random_uuid(), now(), 'me')`,
  )
  return connection
}

async function query(connection: EmbeddedConnection, sql: string): Promise<pg.QueryResult> {
  const client = new pg.Client(connection)
  await client.connect()
  return client.query(sql).finally(() => client.end())
}

/** Visitors who send one event after the other, each with a number of its own; `acknowledged` has those answered 200. */
function track(address: string, key: string | undefined): { acknowledged: number[]; stop(): Promise<void> } {
  const acknowledged: number[] = []
  let next = 0
  let stopped = false
  const visitor = async () => {
    const visitorId = crypto.randomUUID()
    while (!stopped) {
      const number = next++
      const reply = await fetch(`${address}/sitecore/api/jss/track/event?sc_apikey=${key}`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', 'x-waymark-visitor': visitorId },
        body: JSON.stringify([{ eventId: 'Download', number }]),
      })
      await reply.body?.cancel()
      if (reply.status === 200) acknowledged.push(number)
    }
  }
  const visitors = Promise.all(Array.from({ length: 8 }, visitor))
  return {
    acknowledged,
    stop: async () => {
      stopped = true
      await visitors
    },
  }
}

/** Who takes longer than five seconds, on a full machine, says how far it is. */
const onlyProgress = expect.stringMatching(/^(\d+ % {2}.*\n)*$/)

test('a backup of a server at work holds every event acknowledged before it began, and a move all that was stored', {
  timeout: 60_000,
}, async () => {
  const folder = await makePrivateFolder()
  const env = { WAYMARK_DATA: join(folder, 'data') }
  const file = join(folder, 'waymark.backup')
  const server = runWaymark(['start'], env)
  const address = await server.ready()
  const traffic = track(address, /Sitecore key: (\S+)/.exec(server.output())?.[1])
  await eventually('some events', () => traffic.acknowledged.length > 200)

  const acknowledged = [...traffic.acknowledged]
  const backup = await runCommand(['backup', file], env)
  expect(backup).toMatchObject({ status: 0, stderr: onlyProgress })
  expect(backup.stdout).toMatch(/^Backed up to \S+\/waymark\.backup \(\d.* KiB\), as of \S+Z\.\n$/)
  expect((await stat(file)).mode & 0o777).toBe(0o600)
  await traffic.stop()

  const besideServer = await runCommand(['restore', file, '--replace', '--yes'], env)
  expect(besideServer).toMatchObject({
    status: 1,
    stderr: expect.stringContaining(`in use by a running Waymark`),
  })
  const moved = await emptyDatabase()
  const moveTo = { ...env, DATABASE_URL: databaseUrl(moved) }
  expect((await runCommand(['move'], moveTo)).stderr).toContain('in use by a running Waymark')

  const { connection } = JSON.parse(await readFile(join(env.WAYMARK_DATA, 'run.json'), 'utf8'))
  const stored = await dumpDatabase(connection)
  server.child.kill('SIGTERM')
  await server.ended

  const restored = await emptyDatabase()
  const restore = await runCommand(['restore', file], { DATABASE_URL: databaseUrl(restored) })
  expect(restore).toMatchObject({ status: 0, stderr: onlyProgress })
  const { rows } = await query(restored, `SELECT (data ->> 'number')::int AS number FROM activities`)
  const numbers = new Set(rows.map(({ number }) => number))
  expect(acknowledged.filter((number) => !numbers.has(number))).toEqual([])
  expect(numbers.size).toBe(rows.length)

  const move = await runCommand(['move'], moveTo)
  expect(move).toMatchObject({
    status: 0,
    stderr: onlyProgress,
    stdout: expect.stringMatching(/same DATABASE_URL/),
  })
  expect(await dumpDatabase(moved)).toEqual(stored)
  expect(await runCommand(['move'], moveTo)).toMatchObject({
    status: 1,
    stderr: 'The database holds data of a Waymark already. Move to an empty one: CREATE DATABASE makes it.\n',
  })

  const next = runWaymark(['start'], moveTo)
  await next.ready()
  expect(next.output()).not.toContain('Sitecore key')
})

test('a backup taken while nothing runs comes back into a new data folder, with the ids that are given out next', {
  timeout: 60_000,
}, async () => {
  const folder = await makePrivateFolder()
  const env = { WAYMARK_DATA: join(folder, 'data') }
  const file = join(folder, 'a.backup')
  await writeFile(join(folder, 'nothing.json'), '{}')
  expect((await runCommand(['provision', join(folder, 'nothing.json')], env)).status).toBe(0)
  const created = await runCommand(['token', 'create', '--name', 'kept', '--role', 'admin'], env)
  expect(created.status).toBe(0)
  expect((await runCommand(['backup', file], env)).status).toBe(0)

  const elsewhere = { WAYMARK_DATA: join(folder, 'elsewhere') }
  expect(await runCommand(['restore', file], elsewhere)).toMatchObject({ status: 0, stderr: onlyProgress })
  const list = (await runCommand(['token', 'list'], elsewhere)).stdout
  expect(list).toBe((await runCommand(['token', 'list'], env)).stdout)
  expect((await runCommand(['token', 'create', '--name', 'more', '--role', 'admin'], elsewhere)).status).toBe(
    0,
  )
})

describe('a restore', () => {
  async function makeBackup(): Promise<string> {
    const file = join(await makePrivateFolder(), 'good.backup')
    const source = await usedDatabase()
    expect((await runCommand(['backup', file], { DATABASE_URL: databaseUrl(source) })).status).toBe(0)
    return file
  }

  test('over what is there happens only when it is asked for twice', async () => {
    const file = await makeBackup()
    const target = await usedDatabase()
    const env = { DATABASE_URL: databaseUrl(target) }
    const before = await dumpDatabase(target)
    expect(await runCommand(['restore', file], env)).toMatchObject({
      status: 1,
      stderr: expect.stringMatching(/^The database holds data of a Waymark already\. .*--replace\.\n$/),
    })
    expect(await runCommand(['restore', file, '--replace'], env)).toMatchObject({
      status: 2,
      stderr: expect.stringMatching(/^--replace deletes what the database holds\..*--yes\.\n$/),
    })
    expect(await dumpDatabase(target)).toEqual(before)

    expect((await runCommand(['restore', file, '--replace', '--yes'], env)).status).toBe(0)
    expect((await dumpDatabase(target)).contacts).not.toEqual(before.contacts)
  })

  test.runIf(existsSync('/usr/bin/script'))(
    'asks on a terminal, and only the word lets it go on',
    async () => {
      const file = await makeBackup()
      const target = await usedDatabase()
      const before = await dumpDatabase(target)
      const answer = async (text: string) => {
        const command = `${join(projectRoot, 'server/bin/waymark')} restore ${file} --replace`
        const child = run(
          ['script', '-qec', command, '/dev/null'],
          { DATABASE_URL: databaseUrl(target) },
          { stdin: 'pipe' },
        )
        await eventually('the question', () => child.output().includes('Type "replace" to go on: '))
        child.child.stdin?.write(text)
        return (await child.ended).status
      }
      expect(await answer('yes\r')).toBe(1)
      expect(await answer('\u0003')).toBe(1)
      expect(await dumpDatabase(target)).toEqual(before)
      expect(await answer('replace\r')).toBe(0)
      expect((await dumpDatabase(target)).contacts).not.toEqual(before.contacts)
    },
  )

  test('of a file that was cut or altered is refused before anything is opened or changed', async () => {
    const file = await makeBackup()
    const bytes = await readFile(file)
    const folder = await makePrivateFolder()
    const damaged = join(folder, 'x.backup')
    for (const content of [
      bytes.subarray(0, -100),
      Buffer.from(bytes).fill(7, 400, 420),
      Buffer.from('text'),
    ]) {
      await writeFile(damaged, content)
      const result = await runCommand(['restore', damaged, '--replace', '--yes'], {
        WAYMARK_DATA: join(folder, 'data'),
      })
      expect(result).toMatchObject({
        status: 1,
        stdout: '',
        stderr: expect.stringMatching(/x\.backup cannot be restored\. .*\n$/),
      })
      expect(result.stderr.trimEnd()).not.toContain('\n')
    }
    expect(await readdir(folder)).toEqual(['x.backup'])
  })
})

describe('refused with a sentence', () => {
  test.each([
    [['backup'], {}, 2, 'Something is missing: waymark backup <file> [--force]'],
    [['restore'], {}, 2, 'Something is missing: waymark restore <file> [--replace [--yes]]'],
    [['restore', '/nowhere/x'], {}, 1, '/nowhere/x: there is no such file or folder.'],
    [['move'], {}, 2, /^Say where to with DATABASE_URL: /],
    [['backup', '/tmp/x'], { WAYMARK_DATA: '/nowhere' }, 1, /^There is no database in \/nowhere\./],
    [
      ['move'],
      { WAYMARK_DATA: '/nowhere', DATABASE_URL: 'postgres://u@127.0.0.1:1/x' },
      1,
      /nothing listens there/,
    ],
  ])('%j with %j', async (args, env, status, line) => {
    const result = await runCommand(args, env as Record<string, string>)
    expect(result).toMatchObject({ status, stdout: '' })
    if (typeof line === 'string') expect(result.stderr).toBe(`${line}\n`)
    else expect(result.stderr).toMatch(line)
    expect(result.stderr.trimEnd()).not.toContain('\n')
  })

  test('a backup where one is already, and where nothing of Waymark is', async () => {
    const file = join(await makePrivateFolder(), 'there')
    await writeFile(file, 'mine')
    const env = { DATABASE_URL: databaseUrl(await usedDatabase()) }
    expect((await runCommand(['backup', file], env)).stderr).toMatch(
      /there is there already\. .*--force\.\n$/,
    )
    expect(await readFile(file, 'utf8')).toBe('mine')
    const nothing = { DATABASE_URL: databaseUrl(await emptyDatabase()) }
    expect((await runCommand(['backup', `${file}-2`], nothing)).stderr).toBe(
      'There is nothing of Waymark in this database yet: nothing to back up.\n',
    )
    expect((await runCommand(['backup', file, '--force'], env)).status).toBe(0)
  })

  test('Ctrl+C in the middle of a backup leaves nothing behind', async () => {
    const folder = await makePrivateFolder()
    const source = await usedDatabase()
    const blocker = new pg.Client(source)
    await blocker.connect()
    await blocker.query('BEGIN; LOCK TABLE visits IN ACCESS EXCLUSIVE MODE')
    const backup = runWaymark(['backup', join(folder, 'x.backup')], { DATABASE_URL: databaseUrl(source) })
    await eventually('it writes', async () => (await readdir(folder)).length === 1)
    backup.child.kill('SIGINT')
    await blocker.end()
    expect(await backup.ended).toEqual({ status: 1, signal: null })
    expect(backup.output()).toContain('Stopped; nothing has changed.')
    expect(await readdir(folder)).toEqual([])
  })
})
