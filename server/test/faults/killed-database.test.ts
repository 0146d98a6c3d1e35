import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { pino } from 'pino'
import { afterAll, beforeAll, beforeEach, expect, test, vi } from 'vitest'
import { newId } from '../../src/domain/ids.ts'
import { createCalendar } from '../../src/engine/calendar.ts'
import type { Engine, EngineHealth } from '../../src/engine/contract.ts'
import { openEngine } from '../../src/engine/engine.ts'
import { clientConfig } from '../../src/platform/database/client-config.ts'
import { openEmbedded } from '../../src/platform/database/embedded.ts'
import { migrate } from '../../src/platform/database/migrate.ts'
import { clusterFolder } from '../../src/platform/database/postgres-cluster.ts'
import { type CuttingProxy, startCuttingProxy } from '../support/cutting-proxy.ts'
import { emptyVisitors } from '../support/dump.ts'
import { startLoad } from '../support/fault-load.ts'

// A PostgreSQL of its own: whoever kills one process of a server brings down all of its connections.

const logger = pino({ level: 'silent' })
let folder: string
let server: Awaited<ReturnType<typeof openEmbedded>>
let proxy: CuttingProxy
let client: pg.Client
let engine: Engine & EngineHealth

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'waymark-killed-'))
  server = await openEmbedded(folder, logger, 'throwaway')
  await migrate(server.connection, logger)
  proxy = await startCuttingProxy(server.connection)
  engine = await openEngine({
    connection: proxy.connection,
    logger,
    dayOf: createCalendar(() => 'UTC'),
    lanes: 2,
  })
}, 60_000)
afterAll(async () => {
  await engine?.close()
  await client?.end()
  await proxy?.close()
  await server?.close()
  await rm(folder, { recursive: true, force: true })
})

async function connect(): Promise<void> {
  await client?.end().catch(() => {})
  client = new pg.Client(clientConfig(server.connection))
  client.on('error', () => {})
  await client.connect()
}
beforeEach(async () => {
  await connect()
  await emptyVisitors(client)
})

const visitors = () => Array.from({ length: 8 }, () => newId())

test('one process of PostgreSQL killed twenty times in mid-load, which ends all of them, loses and doubles nothing, whoever gets the ids of lost transactions', {
  timeout: 60_000,
}, async () => {
  const busy = await openEngine({
    connection: proxy.connection,
    logger,
    dayOf: createCalendar(() => 'UTC'),
    lanes: 4,
  })
  const load = startLoad(
    [busy],
    Array.from({ length: 64 }, () => newId()),
  )
  for (let round = 0; round < 20; round++) {
    await load.acknowledge(200)
    const { rows } = await client.query<{ pid: number }>(
      `SELECT pid FROM pg_stat_activity WHERE application_name = 'waymark engine' ORDER BY random() LIMIT 1`,
    )
    const crash = new Promise((happened) => client.once('end', happened))
    process.kill(rows[0]?.pid ?? 0, 'SIGKILL')
    await crash
    // What was not on disk gives its transaction id back. Others commit under it before the engine can ask.
    proxy.setAway(true)
    await vi.waitFor(connect, { timeout: 5_000, interval: 20 })
    await client.query(
      'DO $$ BEGIN FOR i IN 1..100 LOOP PERFORM pg_current_xact_id(); COMMIT; END LOOP; END $$',
    )
    proxy.setAway(false)
  }
  await load.acknowledge(200)
  await load.stop()
  await busy.close()
  await load.expectStoredOnce(client)
})

test('PostgreSQL killed in mid-load turns events away within two seconds, and takes them when it is back', {
  timeout: 60_000,
}, async () => {
  const load = startLoad([engine], visitors())
  await load.acknowledge(300)
  load.takeLongestWait()
  const pidFile = await readFile(join(clusterFolder(folder), 'postmaster.pid'), 'utf8')
  process.kill(Number.parseInt(pidFile, 10), 'SIGKILL')
  await expect.poll(() => load.turnedAway, { timeout: 3_000 }).toBeGreaterThanOrEqual(8)
  expect(load.takeLongestWait()).toBeLessThan(2_000)
  expect(engine.isStoring).toBe(false)
  await server.close()

  server = await openEmbedded(folder, logger, 'throwaway')
  proxy.setTarget(server.connection)
  await load.acknowledge(300)
  await expect.poll(() => engine.isStoring).toBe(true)
  await load.stop()
  await connect()
  await load.expectStoredOnce(client)
})
