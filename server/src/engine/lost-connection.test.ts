import { setTimeout as sleep } from 'node:timers/promises'
import pg from 'pg'
import { pino } from 'pino'
import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest'
import { draft, track } from '../../test/support/commands.ts'
import { type CuttingProxy, startCuttingProxy } from '../../test/support/cutting-proxy.ts'
import { createTestDatabase, type TestDatabase } from '../../test/support/database.ts'
import { emptyVisitors } from '../../test/support/dump.ts'
import { newId } from '../domain/ids.ts'
import { clientConfig } from '../platform/database/client-config.ts'
import { createCalendar } from './calendar.ts'
import { type Engine, type EngineHealth, EngineUnavailable, unobserved } from './contract.ts'
import { openEngine } from './engine.ts'

let database: TestDatabase
let client: pg.Client
let proxy: CuttingProxy
let engine: Engine & EngineHealth
/** Batches, as an observer hears of them. */
let committed = 0

beforeAll(async () => {
  database = await createTestDatabase()
  client = new pg.Client(clientConfig(database.connection))
  await client.connect()
  proxy = await startCuttingProxy(database.connection)
  engine = await openEngine({
    connection: proxy.connection,
    logger: pino({ level: 'silent' }),
    dayOf: createCalendar(() => 'UTC'),
    lanes: 1,
    observer: {
      ...unobserved,
      batchCommitted() {
        committed++
      },
    },
  })
})
afterAll(async () => {
  await engine?.close()
  await proxy?.close()
  await client?.end()
  await database?.drop()
})
beforeEach(async () => {
  await emptyVisitors(client)
  // After a test that took the database away, a lane looks for it before it takes anything again.
  await expect.poll(() => engine.isStoring).toBe(true)
})

async function count(): Promise<{ rows: number; counted: number }> {
  const { rows } = await client.query<{ rows: number; counted: number }>(
    `SELECT (SELECT count(*) FROM activities) AS rows, (SELECT coalesce(sum(activities), 0)::int FROM contact_state) AS counted`,
  )
  return rows[0] as { rows: number; counted: number }
}

describe('a connection that breaks', () => {
  test.each(['before', 'after'] as const)(
    '%s the database has committed costs no event and doubles none',
    async (when) => {
      const visitor = newId()
      await engine.accept(track(visitor, [draft()]))
      proxy.cutAtCommit(when)
      const outcome = await engine.accept(track(visitor, [draft(), draft()]))
      expect(outcome).toMatchObject({ status: 'accepted', contactId: visitor })
      expect(await count()).toEqual({ rows: 3, counted: 3 })
    },
  )

  test('again and again in mid-load leaves every accepted event stored once', {
    timeout: 60_000,
  }, async () => {
    const visitors = Array.from({ length: 5 }, () => newId())
    let accepted = 0
    let done = false
    const cutter = (async () => {
      for (let i = 0; !done; i++) {
        proxy.cutAtCommit(i % 2 ? 'before' : 'after')
        await client.query('SELECT pg_sleep(0.02)')
        await client.query(
          `SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND application_name = 'waymark engine'`,
        )
      }
    })()
    for (let round = 0; round < 40; round++) {
      const outcomes = await Promise.allSettled(visitors.map((id) => engine.accept(track(id, [draft()]))))
      for (const outcome of outcomes) {
        if (outcome.status === 'fulfilled' && outcome.value.status === 'accepted') accepted++
        else if (outcome.status === 'rejected') expect(outcome.reason).toBeInstanceOf(EngineUnavailable)
      }
    }
    done = true
    await cutter
    const { rows, counted } = await count()
    expect(counted).toBe(rows)
    expect(rows).toBeGreaterThanOrEqual(accepted)
    // What was not accepted was either turned away or has an unknown fate; here nothing was turned away.
    expect(rows).toBe(accepted)
  })
})

describe('a database that does not answer', () => {
  test('because somebody holds a lock is given up after seconds, and what waited is stored by the next request', async () => {
    const visitor = newId()
    await client.query('BEGIN')
    await client.query('LOCK TABLE contact_state')
    const began = performance.now()
    await expect(engine.accept(track(visitor, [draft()]))).rejects.toBeInstanceOf(EngineUnavailable)
    expect(performance.now() - began).toBeLessThan(4_000)
    await client.query('ROLLBACK')
    await storedAgain(visitor)
  })

  test('at all turns everything away within two seconds, also what was under way, and is used again when it speaks', async () => {
    const visitor = newId()
    await engine.accept(track(visitor, [draft()]))
    const turnedAwayAfter = async (): Promise<number> => {
      const began = performance.now()
      await expect(engine.accept(track(newId(), [draft()]))).rejects.toBeInstanceOf(EngineUnavailable)
      return performance.now() - began
    }
    proxy.setSilent(true)
    const waits = [turnedAwayAfter()]
    for (const wait of [200, 700, 800]) {
      await sleep(wait)
      waits.push(turnedAwayAfter())
    }
    expect(Math.max(...(await Promise.all(waits)))).toBeLessThan(2_000)
    expect(engine.isStoring).toBe(false)
    expect(await turnedAwayAfter()).toBeLessThan(100)
    proxy.setSilent(false)
    await storedAgain(visitor)
    expect(engine.isStoring).toBe(true)
  })

  test('in the middle of a commit is asked afterwards what became of it, and whoever watches hears of what was stored', async () => {
    const visitor = newId()
    await engine.accept(track(visitor, [draft()]))
    const before = committed
    proxy.setDeafAtCommit()
    const lost = draft({ messageId: 'm' })
    await expect(engine.accept(track(visitor, [lost]))).rejects.toBeInstanceOf(EngineUnavailable)
    expect(committed).toBe(before)
    proxy.setSilent(false)
    await expect.poll(() => committed, { timeout: 5_000 }).toBe(before + 1)
    // The client that heard 503 sends it again.
    await vi.waitFor(() => engine.accept(track(visitor, [draft({ messageId: 'm' })])), { timeout: 5_000 })
    expect(await count()).toEqual({ rows: 2, counted: 2 })
  })

  test('to a commit for a second, because its disk is slow, turns nothing away', async () => {
    proxy.delayCommits(1_000)
    const visitors = Array.from({ length: 3 }, () => newId())
    const first = engine.accept(track(visitors[0] as string, [draft()]))
    await sleep(500)
    const others = visitors.map((visitor) => engine.accept(track(visitor, [draft()])))
    const outcomes = await Promise.all([first, ...others])
    proxy.delayCommits(0)
    expect(outcomes.every(({ status }) => status === 'accepted')).toBe(true)
    expect(await count()).toEqual({ rows: 4, counted: 4 })
  })

  test('to a commit for three seconds, but to others, is waited for', async () => {
    proxy.delayCommits(3_000)
    const outcome = await engine.accept(track(newId(), [draft()]))
    proxy.delayCommits(0)
    expect(outcome).toMatchObject({ status: 'accepted' })
  })

  async function storedAgain(visitor: string): Promise<void> {
    await vi.waitFor(() => engine.accept(track(visitor, [draft()])), { timeout: 8_000, interval: 100 })
    const { rows, counted } = await count()
    expect(counted).toBe(rows)
  }
})

test('the engine writes with synchronous_commit on, whatever the database defaults to', async () => {
  await client.query(
    `ALTER DATABASE ${pg.escapeIdentifier(database.connection.database)} SET synchronous_commit = off`,
  )
  const careful = await openEngine({
    connection: database.connection,
    logger: pino({ level: 'silent' }),
    dayOf: createCalendar(() => 'UTC'),
  })
  await client.query('CREATE TABLE seen (setting text)')
  await client.query(`
    CREATE FUNCTION note_setting() RETURNS trigger LANGUAGE plpgsql AS
      $$ BEGIN INSERT INTO seen VALUES (current_setting('synchronous_commit')); RETURN NULL; END $$`)
  await client.query('CREATE TRIGGER note AFTER INSERT ON contact_state EXECUTE FUNCTION note_setting()')
  await careful.accept(track(newId(), [draft()]))
  await careful.close()
  expect((await client.query('SELECT DISTINCT setting FROM seen')).rows).toEqual([{ setting: 'on' }])
})
