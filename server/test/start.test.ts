import { constants, existsSync } from 'node:fs'
import { cp, mkdir, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { createServer, request } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, describe, expect, onTestFinished, test } from 'vitest'
import {
  eventually,
  findProcesses,
  hasProc,
  makePrivateFolder,
  run,
  runWaymark,
  type WaymarkProcess,
} from './support/waymark-process.ts'

const clean = { status: 0, signal: null }

type Seed = { dataFolder: string; sitecoreKey: string | undefined }
let seed: Promise<Seed> | undefined

/** The data of a server that was started and stopped once: a copy of it starts three times as fast as none. */
function getSeed(): Promise<Seed> {
  seed ??= makeSeed()
  return seed
}

async function makeSeed(): Promise<Seed> {
  const dataFolder = join(await mkdtemp(join(tmpdir(), 'waymark-test-')), 'data')
  const server = await startServer(dataFolder)
  server.child.kill('SIGTERM')
  await server.ended
  return { dataFolder, sitecoreKey: /Sitecore key: (\S+)/.exec(server.output())?.[1] }
}

afterAll(async () => {
  const made = await seed?.catch(() => undefined)
  if (made) await rm(join(made.dataFolder, '..'), { recursive: true })
})

async function startServer(dataFolder: string, env: Record<string, string> = {}): Promise<WaymarkProcess> {
  const server = runWaymark(['start'], { WAYMARK_DATA: dataFolder, ...env })
  await server.ready()
  return server
}

async function newDataFolder(): Promise<string> {
  return join(await makePrivateFolder(), 'data')
}

async function usedDataFolder(): Promise<string> {
  const dataFolder = await newDataFolder()
  const { dataFolder: source } = await getSeed()
  await cp(source, dataFolder, { recursive: true, mode: constants.COPYFILE_FICLONE })
  return dataFolder
}

async function postgresPid(dataFolder: string): Promise<number> {
  return Number.parseInt(await readFile(join(dataFolder, 'postgres/postmaster.pid'), 'utf8'), 10)
}

describe('the first start', () => {
  test('shows its secrets once, keeps its files to itself and leaves nothing running after a stop', async () => {
    const dataFolder = await newDataFolder()
    const first = await startServer(dataFolder)
    expect(first.output()).toMatch(/^Management token: \S+$/m)
    expect((await stat(dataFolder)).mode & 0o777).toBe(0o700)
    expect((await stat(join(dataFolder, 'postgres-password'))).mode & 0o777).toBe(0o600)
    expect((await stat(join(dataFolder, 'run.json'))).mode & 0o777).toBe(0o600)

    const [, token] = /^Management token: (\S+)$/m.exec(first.output()) ?? []
    const contacts = `${await first.ready()}/api/v1/contacts`
    const headers = { authorization: `Bearer ${token}` }
    await Promise.all(Array.from({ length: 6 }, () => fetch(contacts, { headers })))
    first.child.kill('SIGTERM')
    expect(await first.ended).toEqual(clean)
    // The connections of its screens were open, and ended as they should.
    expect(first.output()).not.toContain('broke')
    expect((await readdir(dataFolder)).sort()).toEqual(['postgres', 'postgres-password'])
    if (hasProc) expect(await findProcesses(dataFolder)).toEqual([])

    const second = await startServer(dataFolder)
    expect(second.output()).not.toContain('Management token')
  })

  test('removes what an earlier one left half made', async () => {
    const dataFolder = await newDataFolder()
    await mkdir(join(dataFolder, 'postgres.new-1/postgres'), { recursive: true })
    await writeFile(join(dataFolder, 'postgres.new-1/postgres/PG_VERSION'), '1\n')

    await startServer(dataFolder)
    expect(await readdir(dataFolder)).not.toContain('postgres.new-1')
  })
})

describe('metrics', () => {
  test('are where the start says, on a port of their own where there is one and then nowhere else', async () => {
    const dataFolder = await usedDataFolder()
    const server = await startServer(dataFolder, { WAYMARK_METRICS_PORT: '0' })
    const address = await server.ready()
    const [, metrics = ''] = /^Metrics are at (\S+)$/m.exec(server.output()) ?? []
    expect(new URL(metrics).port).not.toBe(new URL(address).port)
    expect(await (await fetch(metrics)).text()).toContain('\nwaymark_storing 1\n')
    expect((await fetch(`${address}/metrics`)).status).toBe(404)
    server.child.kill('SIGTERM')
    expect(await server.ended).toEqual(clean)

    const other = await startServer(dataFolder)
    expect(other.output()).toContain(
      `Metrics are at ${await other.ready()}/metrics (with a management token)\n`,
    )
    expect((await fetch(`${await other.ready()}/metrics`)).status).toBe(401)
  })
})

test('a server goes on when whoever reads its output goes away, as head does', async () => {
  const dataFolder = await usedDataFolder()
  const server = runWaymark(['start'], { WAYMARK_DATA: dataFolder, WAYMARK_LOG_LEVEL: 'debug' })
  const { stdout, stderr } = server.child
  // Before it is ready: it has more to say on both.
  stderr?.once('data', () => {
    stdout?.destroy()
    stderr.destroy()
  })
  const readRunFile = () => readFile(join(dataFolder, 'run.json'), 'utf8').then(JSON.parse, () => null)
  await eventually('it listens', async () => (await readRunFile())?.address != null)
  const { address } = await readRunFile()
  expect((await fetch(`${address}/health/ready`)).status).toBe(200)
  expect((await fetch(`${address}/api/v1/contacts`)).status).toBe(401)

  server.child.kill('SIGTERM')
  expect(await server.ended).toEqual(clean)
  expect(await readdir(dataFolder)).not.toContain('run.json')
})

describe('a stop', () => {
  test('by SIGTERM to npm alone ends everything with status 0', async () => {
    const server = run(['npm', 'start'], { WAYMARK_DATA: await usedDataFolder() })
    await server.ready()
    server.child.kill('SIGTERM')
    expect(await server.ended).toEqual(clean)
    expect(server.output()).toMatch(/"Stopping"[\s\S]*"Stopped"/)
    expect(server.output()).not.toContain('FATAL')
  })

  test.each(['SIGTERM', 'SIGINT'] as const)(
    'by %s to the whole process group ends everything with status 0',
    async (signal) => {
      const dataFolder = await usedDataFolder()
      const server = run(['npm', 'start'], { WAYMARK_DATA: dataFolder })
      await server.ready()
      process.kill(-server.pid, signal)
      expect(await server.ended).toEqual(clean)
      if (hasProc) expect(await findProcesses(dataFolder)).toEqual([])
    },
  )

  test('lets a request that is under way finish, and counts the signals of one second as one', async () => {
    const server = await startServer(await usedDataFolder())
    const { sitecoreKey } = await getSeed()
    const body = '[{"eventId":"Download"}]'
    const late = request(`${await server.ready()}/sitecore/api/jss/track/event?sc_apikey=${sitecoreKey}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'content-length': body.length },
    })
    const answered = new Promise<number | undefined>((resolve, reject) => {
      late.once('response', (response) => resolve(response.resume().statusCode)).once('error', reject)
    })
    await new Promise<void>((resolve) => late.write(body.slice(0, 5), () => resolve()))
    await sleep(50)
    for (let i = 0; i < 3; i++) server.child.kill('SIGTERM')
    await sleep(300)
    late.end(body.slice(5))

    expect(await answered).toBe(200)
    expect(await server.ended).toEqual(clean)
  })

  test('that takes long is cut short by a second signal, and PostgreSQL still ends', async () => {
    const dataFolder = await usedDataFolder()
    const server = await startServer(dataFolder)
    // A client that never sends the rest of its request.
    const stuck = request(`${await server.ready()}/nowhere`, {
      method: 'POST',
      headers: { 'content-length': 2 },
    })
    stuck.once('error', () => {}).write('{')
    await sleep(50)
    server.child.kill('SIGTERM')
    await sleep(1_100)
    server.child.kill('SIGTERM')

    expect(await server.ended).toEqual({ status: 1, signal: null })
    if (hasProc)
      await eventually('PostgreSQL ends', async () => (await findProcesses(dataFolder)).length === 0)
  })
})

describe('a server that was killed', () => {
  test('takes its PostgreSQL with it, and the next start has its data, however soon it comes', async () => {
    const dataFolder = await usedDataFolder()
    const killed = await startServer(dataFolder)
    const orphan = await postgresPid(dataFolder)
    killed.child.kill('SIGKILL')
    await killed.ended

    const next = await startServer(dataFolder)
    expect(next.output()).not.toContain('Management token')
    expect(await postgresPid(dataFolder)).not.toBe(orphan)

    next.child.kill('SIGKILL')
    if (hasProc)
      await eventually('no orphan', async () => (await findProcesses(dataFolder)).length === 0, 5_000)
  })

  test('together with the watcher of its PostgreSQL leaves an orphan that the next start ends', async () => {
    const dataFolder = await usedDataFolder()
    const killed = await startServer(dataFolder)
    const orphan = await postgresPid(dataFolder)
    const watcher = (await findProcesses(dataFolder)).filter((pid) => pid !== orphan)
    for (const pid of watcher) process.kill(pid, 'SIGKILL')
    killed.child.kill('SIGKILL')
    await killed.ended

    const next = await startServer(dataFolder)
    expect(await postgresPid(dataFolder)).not.toBe(orphan)
    next.child.kill('SIGTERM')
    expect(await next.ended).toEqual(clean)
  })

  test('leaves a postmaster.pid that does not mislead, although another process has that id now', async () => {
    const dataFolder = await usedDataFolder()
    const killed = await startServer(dataFolder)
    const pidFile = join(dataFolder, 'postgres/postmaster.pid')
    const left = await readFile(pidFile, 'utf8')
    const run = await readFile(join(dataFolder, 'run.json'), 'utf8')
    killed.child.kill('SIGTERM')
    await killed.ended
    // As after a restart of a container, where ids begin anew: both files name a process that lives, this one.
    await writeFile(pidFile, left.replace(/^\d+/, String(process.pid)))
    await writeFile(join(dataFolder, 'run.json'), run.replace(/"pid": \d+/, `"pid": ${process.pid}`))

    await startServer(dataFolder)
  })
})

test('a misspelt variable is warned of, with the one that was probably meant', async () => {
  const server = await startServer(await usedDataFolder(), { WAYMARK_PROT: '80' })
  expect(server.output()).toContain('WAYMARK_PROT has no effect. Did you mean WAYMARK_PORT?')
})

describe('a start that cannot be', () => {
  test('on a folder in use names the process and the address that use it', async () => {
    const dataFolder = await usedDataFolder()
    const first = await startServer(dataFolder)
    const second = runWaymark(['start'], { WAYMARK_DATA: dataFolder })
    expect(await second.ended).toEqual({ status: 1, signal: null })
    expect(second.output()).toContain(
      `in use by a running Waymark (process ${first.pid}, ${await first.ready()})`,
    )
    expect((await fetch(await first.ready())).status).toBeLessThan(500)
  })

  test('on a port in use says so before it sets anything up, so that the first start can still show its keys', async () => {
    const dataFolder = join(await makePrivateFolder(), 'data')
    const other = createServer().listen(0, '127.0.0.1')
    await new Promise((resolve) => other.once('listening', resolve))
    onTestFinished(() => void other.close())
    const { port } = other.address() as AddressInfo
    const server = runWaymark(['start'], { WAYMARK_DATA: dataFolder, WAYMARK_PORT: String(port) })
    expect(await server.ended).toEqual({ status: 1, signal: null })
    expect(server.output()).toContain(`Port ${port} is already in use.`)
    expect(existsSync(dataFolder)).toBe(false)
    if (hasProc) expect(await findProcesses(dataFolder)).toEqual([])
  })

  test('on a port in use for metrics names the variable of that', async () => {
    const dataFolder = join(await makePrivateFolder(), 'data')
    const other = createServer().listen(0, '127.0.0.1')
    await new Promise((resolve) => other.once('listening', resolve))
    onTestFinished(() => void other.close())
    const { port } = other.address() as AddressInfo
    const server = runWaymark(['start'], { WAYMARK_DATA: dataFolder, WAYMARK_METRICS_PORT: String(port) })
    expect(await server.ended).toEqual({ status: 1, signal: null })
    expect(server.output()).toContain('choose another one with WAYMARK_METRICS_PORT.')
    expect(existsSync(dataFolder)).toBe(false)
  })

  test('on data of a newer PostgreSQL touches nothing', async () => {
    const dataFolder = await newDataFolder()
    await mkdir(join(dataFolder, 'postgres'), { recursive: true })
    await writeFile(join(dataFolder, 'postgres/PG_VERSION'), '19\n')
    const server = runWaymark(['start'], { WAYMARK_DATA: dataFolder })
    expect(await server.ended).toEqual({ status: 1, signal: null })
    expect(server.output()).toMatch(
      /belongs to PostgreSQL 19, this Waymark brings 18\. Start the newer version/,
    )
    expect(await readdir(dataFolder)).toEqual(['postgres'])
  })

  test('on a folder that cannot be made says which and why', async () => {
    const folder = await makePrivateFolder()
    await writeFile(join(folder, 'file'), '')
    const server = runWaymark(['start'], { WAYMARK_DATA: join(folder, 'file/data') })
    expect(await server.ended).toEqual({ status: 1, signal: null })
    expect(server.output()).toMatch(/^The data folder .*file\/data cannot be used: .*WAYMARK_DATA\.$/m)
  })

  test('with a wrong variable ends with status 2 and one line', async () => {
    const server = runWaymark(['start'], { WAYMARK_PORT: 'http' })
    expect(await server.ended).toEqual({ status: 2, signal: null })
    expect(server.output()).toBe(
      'WAYMARK_PORT: "http" is not accepted. It must be a port from 0 to 65535 (0 picks a free one).\n',
    )
  })
})

test('when PostgreSQL ends under the server, the server says so and ends with status 1', async () => {
  const dataFolder = await usedDataFolder()
  const server = await startServer(dataFolder)
  process.kill(await postgresPid(dataFolder), 'SIGKILL')
  expect(await server.ended).toEqual({ status: 1, signal: null })
  expect(server.output()).toContain('The embedded PostgreSQL ended')
})
