import pg from 'pg'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createTestDatabase, type TestDatabase } from '../../../test/support/database.ts'
import { dumpVisitors } from '../../../test/support/dump.ts'
import { createLogger } from '../../platform/logger.ts'
import { OperatorError } from '../../platform/operator-error.ts'
import type { DemoRun } from './demo-runs.queries.ts'
import { fillDemo } from './fill-demo.ts'

const until = Date.parse('2026-06-01T10:00:00Z')
const crowd: DemoRun = { seed: 1, people: 400, from: until - 40 * 86_400_000, until }

const databases: TestDatabase[] = []
const clients: pg.Client[] = []
let client: pg.Client
let database: TestDatabase
beforeAll(async () => {
  ;[database, client] = await open()
  await fill(database, crowd)
})
afterAll(async () => {
  for (const open of clients) await open.end()
  for (const made of databases) await made.drop()
})

async function open(): Promise<[TestDatabase, pg.Client]> {
  const made = await createTestDatabase()
  databases.push(made)
  const opened = new pg.Client(made.connection)
  clients.push(opened)
  await opened.connect()
  return [made, opened]
}

async function fill({ connection }: TestDatabase, run: DemoRun, signal = new AbortController().signal) {
  const logger = await createLogger('silent')
  return fillDemo({ connection, logger, run, now: () => until, signal, onProgress: () => {} })
}

async function ask<Row extends object>(text: string, from = client): Promise<Row[]> {
  return (await from.query<Row>(text)).rows
}

/** How many rows there are that must not be. */
async function count(text: string, from = client): Promise<number> {
  const [row] = await ask<{ n: number }>(`SELECT count(*)::int AS n FROM ${text}`, from)
  return row?.n ?? Number.NaN
}

test('the same run on another database gives the same rows, ids included', async () => {
  const [other, otherClient] = await open()
  await fill(other, crowd)
  const [dump, otherDump] = [await dumpVisitors(client), await dumpVisitors(otherClient)]
  for (const table of Object.keys(dump)) expect(otherDump[table], table).toEqual(dump[table])
  expect(dump.activities?.length).toBeGreaterThan(2_000)
})

describe('sums', () => {
  test('those of the days are those of the activities', async () => {
    const wrong = await count(`(
      SELECT day, channel_id, definition_id, activities FROM daily_counts
      EXCEPT
      SELECT (occurred_at AT TIME ZONE 'UTC')::date, channel_id, definition_id, count(*) FROM activities GROUP BY 1, 2, 3
    ) AS wrong`)
    expect(wrong).toBe(0)
    expect(await ask('SELECT sum(activities)::int AS n FROM daily_counts')).toEqual(
      await ask('SELECT count(*)::int AS n FROM activities'),
    )
  })

  test('those of a contact are those of its activities and visits, and of those merged into it', async () => {
    const wrong = await count(`
      contact_state AS s
      CROSS JOIN LATERAL (
        SELECT count(*) AS activities, sum(points) AS points, min(occurred_at) AS first_at, max(occurred_at) AS last_at
        FROM activities WHERE contact_id = s.contact_id
          OR contact_id IN (SELECT alias_id FROM contact_aliases WHERE contact_id = s.contact_id)
      ) AS a
      CROSS JOIN LATERAL (
        SELECT count(*) AS visits FROM visits WHERE contact_id = s.contact_id
          OR contact_id IN (SELECT alias_id FROM contact_aliases WHERE contact_id = s.contact_id)
      ) AS v
      WHERE s.merged_into IS NULL AND (s.activities, s.points, s.first_at, s.last_at, s.visits::bigint)
        IS DISTINCT FROM (a.activities, a.points, a.first_at, a.last_at, v.visits)`)
    expect(wrong).toBe(0)
  })

  test('those of a visit are those of its activities', async () => {
    const wrong = await count(`(
      SELECT id, started_at, last_at, activities::bigint, page_views::bigint, points FROM visits
      EXCEPT
      SELECT visit_id, min(occurred_at), max(occurred_at), count(*),
        count(*) FILTER (WHERE d.name = 'pagevisit'), sum(a.points)
      FROM activities AS a JOIN definitions AS d ON d.id = a.definition_id GROUP BY 1
    ) AS wrong`)
    expect(wrong).toBe(0)
  })
})

describe('visits', () => {
  test('one takes minutes, and the pauses in it are shorter than the time-out', async () => {
    expect(await count(`visits WHERE last_at - started_at > interval '90 minutes'`)).toBe(0)
    const pauses = await count(`(
      SELECT occurred_at - lag(occurred_at) OVER (PARTITION BY visit_id ORDER BY occurred_at, id) AS pause
      FROM activities
    ) AS p WHERE pause >= interval '20 minutes'`)
    expect(pauses).toBe(0)
  })

  test('one that another site led to did not come directly', async () => {
    expect(await count('visits WHERE referrer IS NOT NULL AND referrer_channel = 0')).toBe(0)
  })

  test('nothing happens outside the days of the run', async () => {
    const [span] = await ask<{ first: Date; last: Date }>(
      'SELECT min(occurred_at) AS first, max(occurred_at) AS last FROM activities',
    )
    expect(span?.first.getTime()).toBeGreaterThanOrEqual(crowd.from)
    expect(span?.last.getTime()).toBeLessThan(crowd.until)
  })

  test('what belongs to a page comes after it, in the same visit', async () => {
    const wrong = await count(`
      activities AS a LEFT JOIN activities AS page ON page.id = a.parent_id
      WHERE a.parent_id IS NOT NULL AND (page.id IS NULL OR page.visit_id <> a.visit_id OR page.occurred_at > a.occurred_at)`)
    expect(wrong).toBe(0)
  })
})

test('the crowd is one that screens can show: named and anonymous, merged, robots, two currencies, second thoughts', async () => {
  expect(await count('contacts WHERE email IS NOT NULL AND last_name IS NOT NULL')).toBeGreaterThan(20)
  expect(await count('contacts WHERE email IS NULL')).toBeGreaterThan(200)
  expect(await count('contact_merges')).toBeGreaterThan(3)
  expect(await count('visits WHERE robot')).toBeGreaterThan(1)
  expect(await count('visits WHERE campaign_id IS NOT NULL')).toBeGreaterThan(20)
  expect(await count('contact_state WHERE visits > 5')).toBeGreaterThan(3)
  expect(await count('consent_agreements WHERE agreed')).toBeGreaterThan(50)
  expect(await ask('SELECT DISTINCT currency FROM activities WHERE monetary > 0 ORDER BY 1')).toEqual([
    { currency: 'EUR' },
    { currency: 'USD' },
  ])
  const kinds = await ask<{ kind: string }>(
    'SELECT DISTINCT d.kind FROM activities AS a JOIN definitions AS d ON d.id = a.definition_id ORDER BY 1',
  )
  expect(kinds.map(({ kind }) => kind)).toEqual(['activityType', 'campaign', 'event', 'goal', 'outcome'])
})

test('a seed comes once; another one brings others, and nothing of the first changes', async () => {
  const [twice, twiceClient] = await open()
  const few = { ...crowd, people: 30 }
  await fill(twice, few)
  const before = await dumpVisitors(twiceClient)
  const refusal = await fill(twice, few).catch((error: unknown) => error)
  expect(refusal).toBeInstanceOf(OperatorError)
  expect((refusal as Error).message).toMatch(
    /^The demo of seed 1 was filled in here on 2026-06-01\. Nothing was added/,
  )
  expect(await dumpVisitors(twiceClient)).toEqual(before)

  await fill(twice, { ...few, seed: 2 })
  const after = await dumpVisitors(twiceClient)
  for (const table of ['contacts', 'contact_state', 'activities', 'visits', 'contact_identifiers'])
    expect(after[table], table).toEqual(expect.arrayContaining(before[table] ?? []))
  expect(after.activities?.length).toBeGreaterThan(before.activities?.length ?? 0)
})

test('what is set up already under one of its names is used, and stays as it is', async () => {
  const [set, setClient] = await open()
  await setClient.query(
    `INSERT INTO definitions (guid, kind, name, display_name, points, created_at)
     VALUES (gen_random_uuid(), 'event', 'added to CART', 'Mine', 77, now())`,
  )
  await fill(set, { ...crowd, people: 60 })
  const named = await ask(
    `SELECT name, display_name, points FROM definitions WHERE kind = 'event' AND lower(name) = 'added to cart'`,
    setClient,
  )
  expect(named).toEqual([{ name: 'added to CART', display_name: 'Mine', points: 77 }])
  expect(await count('activities WHERE points = 77', setClient)).toBeGreaterThan(0)
})

test('stopped in the middle it leaves all that began before a moment, says which, and nothing that began later', async () => {
  const [stopped, stoppedClient] = await open()
  const stopping = new AbortController()
  let calls = 0
  const filled = await fillDemo({
    connection: stopped.connection,
    logger: await createLogger('silent'),
    run: crowd,
    now: () => until,
    signal: stopping.signal,
    onProgress: () => {
      if (++calls === 4) stopping.abort()
    },
  })
  expect(filled.isComplete).toBe(false)
  const visits = (from: pg.Client) =>
    ask(
      `SELECT id FROM visits WHERE started_at < '${new Date(filled.reached).toISOString()}' ORDER BY started_at, id`,
      from,
    )
  expect(await visits(stoppedClient)).toEqual(await visits(client))
  expect(await count('visits', stoppedClient)).toBe(filled.visits)
  expect(await count('activities', stoppedClient)).toBe(filled.activities)
  await expect(fill(stopped, crowd)).rejects.toThrow('did not come to its end')
})

test('stopped before anything was stored it is as if it had never begun', async () => {
  const [idle, idleClient] = await open()
  const filled = await fill(idle, { ...crowd, people: 10 }, AbortSignal.abort())
  expect(filled).toMatchObject({ isComplete: false, visits: 0, activities: 0 })
  expect(await fill(idle, { ...crowd, people: 10 })).toMatchObject({ isComplete: true })
  expect(await count('demo_runs', idleClient)).toBe(1)
})

test('what its apps got wrong is there to be mended, with its counts', async () => {
  const causes = await ask<{ code: string; n: number; of_demo: boolean }>(`
    SELECT e.code, count(*)::int AS n, bool_and(e.contact_id IS NULL OR d.contact_id IS NOT NULL) AS of_demo
    FROM rejected_events e LEFT JOIN demo_contacts d ON d.contact_id = e.contact_id GROUP BY e.code`)
  expect(causes.length).toBeGreaterThan(4)
  expect(causes.every(({ of_demo }) => of_demo)).toBe(true)
  expect(
    await count(`(SELECT code, count(*) AS n FROM rejected_events GROUP BY code) kept
      FULL JOIN (SELECT code, sum(rejected) AS n FROM rejected_counts GROUP BY code) counted USING (code)
      WHERE kept.n IS DISTINCT FROM counted.n`),
  ).toBe(0)
})
