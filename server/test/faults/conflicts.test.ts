import pg from 'pg'
import { pino } from 'pino'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { newId } from '../../src/domain/ids.ts'
import { createCalendar } from '../../src/engine/calendar.ts'
import {
  type Engine,
  type EngineHealth,
  type EngineObserver,
  EngineUnavailable,
  unobserved,
} from '../../src/engine/contract.ts'
import { openEngine } from '../../src/engine/engine.ts'
import { clientConfig } from '../../src/platform/database/client-config.ts'
import { draft, noon, track } from '../support/commands.ts'
import { createTestDatabase, type TestDatabase } from '../support/database.ts'
import { emptyVisitors } from '../support/dump.ts'
import { startLoad } from '../support/fault-load.ts'

let database: TestDatabase
let client: pg.Client
let engine: Engine & EngineHealth
let conflicts = 0
const observer: EngineObserver = {
  ...unobserved,
  batchRepeated(cause) {
    if (cause === 'conflict') conflicts++
  },
}
const open = () =>
  openEngine({
    connection: database.connection,
    logger: pino({ level: 'silent' }),
    dayOf: createCalendar(() => 'UTC'),
    lanes: 2,
    observer,
  })
const connect = async () => {
  const other = new pg.Client(clientConfig(database.connection))
  await other.connect()
  return other
}

beforeAll(async () => {
  database = await createTestDatabase()
  client = await connect()
  engine = await open()
})
afterAll(async () => {
  await engine?.close()
  await client?.end()
  await database?.drop()
})
beforeEach(async () => {
  // Of a test that failed in the middle.
  await client.query('ROLLBACK')
  await emptyVisitors(client)
  conflicts = 0
})

test('a deadlock with somebody else is waited out, and the batch that gave way is run again', async () => {
  const visitor = newId()
  await engine.accept(track(visitor, [draft()]))
  await client.query('BEGIN')
  await client.query('UPDATE daily_counts SET activities = activities')
  const stored = engine.accept(track(visitor, [draft()]))
  await expect
    .poll(async () => {
      const { rows } = await client.query(
        `SELECT count(*)::int AS waiting FROM pg_stat_activity
         WHERE datname = current_database() AND application_name = 'waymark engine' AND wait_event_type = 'Lock'`,
      )
      return rows[0].waiting
    })
    .toBe(1)
  // The engine holds the contact and waits for the counts; now we wait for the contact, and it notices first.
  await client.query('UPDATE contact_state SET points = points')
  await client.query('COMMIT')
  expect(await stored).toMatchObject({ status: 'accepted' })
  expect(conflicts).toBe(1)
  expect((await client.query('SELECT activities FROM contact_state')).rows).toEqual([{ activities: 2 }])
  expect((await client.query('SELECT activities FROM daily_counts')).rows).toEqual([{ activities: 2 }])
})

test('where the database refuses to serialise, two engines on the same contacts count exactly all the same', async () => {
  const name = pg.escapeIdentifier(database.connection.database)
  await client.query(`ALTER DATABASE ${name} SET default_transaction_isolation = 'repeatable read'`)
  const [one, two] = [await open(), await open()]
  await client.query(`ALTER DATABASE ${name} RESET default_transaction_isolation`)
  const load = startLoad(
    [one, two],
    Array.from({ length: 4 }, () => newId()),
  )
  await load.acknowledge(400)
  await load.stop()
  await Promise.all([one.close(), two.close()])
  expect(conflicts).toBeGreaterThan(0)
  await load.expectStoredOnce(client)
})

test('two engines with the same contacts and the same ids of events store each event once', async () => {
  const [one, two] = [await open(), await open()]
  const visitors = Array.from({ length: 3 }, () => newId(noon))
  const events = Array.from({ length: 200 }, (_, n) => String(n))
  const outcomes = await Promise.all(
    events.flatMap((messageId) =>
      visitors.flatMap((visitor) =>
        [one, two, one].map((engine) =>
          engine.accept(
            track(visitor, [draft({ messageId, points: 1 }), draft({ messageId, kind: 'goal' })]),
          ),
        ),
      ),
    ),
  )
  await Promise.all([one.close(), two.close()])
  expect(outcomes.every(({ status }) => status === 'accepted')).toBe(true)
  const { rows } = await client.query(
    'SELECT activities, points, visits FROM contact_state GROUP BY activities, points, visits',
  )
  expect(rows).toEqual([{ activities: 400, points: 200, visits: 1 }])
  expect((await client.query('SELECT count(*) FROM activities')).rows).toEqual([{ count: 1_200 }])
})

test('a clock that steps back an hour in mid-load, and forward again, loses and doubles nothing', async () => {
  const visitors = Array.from({ length: 8 }, () => newId())
  const steps = [0, -3_600_000, -3_599_000, 0, 60_000, -5]
  const marks: string[] = []
  for (const step of steps) {
    const at = Date.now() + step
    const events = visitors.flatMap((visitor) =>
      [0, 1, 2].map(() => {
        const one = draft({ id: newId(at), occurredAt: at, points: 1 })
        marks.push(one.id)
        return engine.accept(track(visitor, [one], { at }))
      }),
    )
    for (const { status } of await Promise.all(events)) expect(status).toBe('accepted')
  }
  const { rows } = await client.query('SELECT id FROM activities ORDER BY id')
  expect(rows.map(({ id }) => id)).toEqual(marks.toSorted())
  expect((await client.query('SELECT DISTINCT activities, points FROM contact_state')).rows).toEqual([
    { activities: 3 * steps.length, points: 3 * steps.length },
  ])
  const outside = await client.query(`SELECT 1 FROM activities AS a JOIN visits AS v ON v.id = a.visit_id
    WHERE a.occurred_at NOT BETWEEN v.started_at AND v.last_at`)
  expect(outside.rows).toEqual([])
})

describe('a contact that somebody keeps locked', () => {
  const others = () => Array.from({ length: 16 }, () => newId())
  const hear = async (one: Engine, visitor: string) => {
    const began = performance.now()
    const answer = await one.accept(track(visitor, [draft()])).then(
      ({ status }) => status,
      (error: unknown) => (error instanceof EngineUnavailable ? 'turned away' : 'failed'),
    )
    return { answer, ms: performance.now() - began }
  }

  test('hears within two seconds that nothing can be stored; others are stored meanwhile, through the same lane', async () => {
    const single = await openEngine({
      connection: database.connection,
      logger: pino({ level: 'silent' }),
      dayOf: createCalendar(() => 'UTC'),
      lanes: 1,
    })
    const locked = newId(noon)
    await single.accept(track(locked, [draft()]))
    const load = startLoad([single, engine], others())
    await load.acknowledge(100)
    await client.query('BEGIN')
    await client.query('SELECT 1 FROM contact_state WHERE contact_id = $1 FOR UPDATE', [locked])
    for (const longest of [2_000, 1_000, 1_000]) {
      const { answer, ms } = await hear(single, locked)
      expect([answer, ms < longest]).toEqual(['turned away', true])
      await load.acknowledge(100)
      expect(single.lanes.down).toBe(0)
    }
    // Whoever waits in the same lane waits once, and no longer than that.
    expect(load.takeLongestWait()).toBeLessThan(2_000)
    await hear(single, locked)
    await load.acknowledge(100)
    expect(load.takeLongestWait()).toBeLessThan(1_000)
    expect(load.turnedAway).toBe(0)
    await client.query('ROLLBACK')
    await expect.poll(async () => (await hear(single, locked)).answer, { timeout: 3_000 }).toBe('accepted')
    await load.stop()
    await single.close()
  })

  test('is also left out where a draft only names it, and all commands of that device with it, in order', async () => {
    const person = newId(noon)
    const device = newId(noon)
    const identity = { source: 'crm', identifier: 'held' }
    await engine.accept(track(person, [draft({ identity })]))
    await engine.accept(track(device, [draft()]))
    await client.query('BEGIN')
    await client.query('SELECT 1 FROM contact_state WHERE contact_id = $1 FOR UPDATE', [person])
    const stranger = newId(noon)
    const answers = await Promise.all([
      engine.accept(track(device, [draft({ identity })])).catch((error: Error) => error.name),
      engine.accept(track(device, [draft()])).catch((error: Error) => error.name),
      engine.accept(track(stranger, [draft()])),
    ])
    await client.query('ROLLBACK')
    expect(answers).toMatchObject(['EngineUnavailable', 'EngineUnavailable', { status: 'accepted' }])
  })
})

describe('a disk that is full', () => {
  // As PostgreSQL says it when a file cannot grow.
  const fill = () =>
    client.query(`
      CREATE FUNCTION fail_as_full() RETURNS trigger LANGUAGE plpgsql AS
        $$ BEGIN RAISE EXCEPTION 'could not extend file: No space left on device' USING ERRCODE = '53100'; END $$;
      CREATE TRIGGER full_disk BEFORE INSERT ON activities FOR EACH STATEMENT EXECUTE FUNCTION fail_as_full()`)
  const empty = () => client.query('DROP FUNCTION fail_as_full() CASCADE')

  test('in mid-load turns events away at once, blames none of them, and loses and doubles nothing', async () => {
    const load = startLoad(
      [engine],
      Array.from({ length: 8 }, () => newId()),
    )
    await load.acknowledge(200)
    await fill()
    const acknowledged = load.acknowledged
    load.takeLongestWait()
    await expect.poll(() => load.turnedAway, { timeout: 5_000 }).toBeGreaterThan(20)
    expect(load.acknowledged - acknowledged).toBeLessThanOrEqual(16)
    expect(load.takeLongestWait()).toBeLessThan(2_000)
    await empty()
    await load.acknowledge(200)
    await load.stop()
    await load.expectStoredOnce(client)
  })
})

describe('a queue that is full', () => {
  test('turns away what is too much at once, and stores what it has taken', async () => {
    const blocker = await connect()
    const visitors = Array.from({ length: 50 }, () => newId(noon))
    await Promise.all(visitors.map((visitor) => engine.accept(track(visitor, [draft()]))))
    await blocker.query('BEGIN')
    await blocker.query('LOCK TABLE contact_state')
    const began = performance.now()
    const answers = Array.from({ length: 25_000 }, (_, n) =>
      engine.accept(track(visitors[n % 50] as string, [draft({ item: n })])).then(
        () => 'stored' as const,
        (error: unknown) => (error instanceof EngineUnavailable ? 'turned away' : 'failed'),
      ),
    )
    const first = await Promise.race(answers.slice(20_000))
    expect([first, performance.now() - began < 1_000]).toEqual(['turned away', true])
    await blocker.query('ROLLBACK')
    await blocker.end()
    const all = await Promise.all(answers)
    const stored = all.filter((answer) => answer === 'stored').length
    expect([stored, all.filter((answer) => answer === 'turned away').length]).toEqual([20_000, 5_000])
    expect((await client.query('SELECT count(*) FROM activities')).rows).toEqual([{ count: 20_050 }])
    expect((await client.query('SELECT sum(activities)::int AS all FROM contact_state')).rows).toEqual([
      { all: 20_050 },
    ])
  }, 30_000)
})
