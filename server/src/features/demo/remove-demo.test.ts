import fc from 'fast-check'
import pg from 'pg'
import { pino } from 'pino'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { createTestDatabase, type TestDatabase } from '../../../test/support/database.ts'
import { dumpDatabase } from '../../../test/support/dump-database.ts'
import { changeCatalogue } from '../../catalogue/change-catalogue.ts'
import { loadSnapshot } from '../../catalogue/load-snapshot.ts'
import { provision } from '../../catalogue/provisioning/provision.ts'
import type { Draft } from '../../domain/command.ts'
import { newId, type Uuid } from '../../domain/ids.ts'
import type { Engine } from '../../engine/contract.ts'
import { openEngine } from '../../engine/engine.ts'
import { openQueries, type Queries } from '../../platform/database/queries.ts'
import { OperatorError } from '../../platform/operator-error.ts'
import { withDemoLock } from './demo-lock.ts'
import type { DemoRun } from './demo-runs.queries.ts'
import { fillDemo } from './fill-demo.ts'
import { removeDemo } from './remove-demo.ts'

const until = Date.parse('2026-06-01T10:00:00Z')
const crowd: DemoRun = { seed: 1, people: 250, from: until - 30 * 86_400_000, until }
const logger = pino({ level: 'silent' })

let database: TestDatabase
let db: Queries
let client: pg.Client
let engine: Engine & { close(): Promise<void> }
let app: { channelId: number; pagevisit: number; goal: number }
/** Everything that is stored before the demo comes. */
let before: Record<string, string[]>
beforeEach(async () => {
  database = await createTestDatabase()
  db = openQueries(database.connection)
  client = new pg.Client(database.connection)
  await client.connect()
  await changeCatalogue(db, async (transaction) => {
    const document = {
      languages: [{ code: 'en', name: 'English', default: true }],
      channels: [{ name: 'App' }],
      goals: [{ name: 'Register', points: 5 }],
    }
    await provision(transaction, document, new Date(until))
    return { changed: true, result: null }
  })
  const snapshot = await loadSnapshot(db, logger)
  app = {
    channelId: snapshot.channels[0]?.id ?? 0,
    pagevisit: snapshot.definition('activityType', 'pagevisit')?.id ?? 0,
    goal: snapshot.definition('goal', 'Register')?.id ?? 0,
  }
  const dayOf = (at: number) => new Date(at).toISOString().slice(0, 10)
  engine = await openEngine({ connection: database.connection, logger, dayOf, lanes: 1 })
  for (let n = 0; n < 3; n++) await visit(newId(until - n * 86_400_000), until - n * 86_400_000, `real-${n}`)
  before = await dump()
})
afterEach(async () => {
  await engine.close()
  await client.end()
  await db.destroy()
  await database.drop()
})

/** All that counts: not numbers that were drawn, nor sums that are made when they are asked for. */
async function dump(): Promise<Record<string, string[]>> {
  const all = await dumpDatabase(database.connection)
  const kept = Object.entries(all).filter(
    ([name, rows]) => rows.length > 0 && !/_seq$|^installation$|^report_/.test(name),
  )
  return Object.fromEntries(kept)
}

/** Somebody real comes, and says who they are. */
async function visit(contactId: Uuid, at: number, identifier: string | null = null): Promise<void> {
  const draft = (definitionId: number, kind: Draft['kind'], more: Partial<Draft> = {}): Draft => ({
    id: newId(at),
    item: 0,
    kind,
    definitionId,
    occurredAt: at,
    timeSource: 'server',
    messageId: null,
    points: 0,
    monetaryValue: null,
    currency: null,
    value: null,
    url: '/real',
    referrer: null,
    data: null,
    fields: null,
    identity: null,
    ...more,
  })
  const identity = identifier === null ? null : { source: 'fernhill-account', identifier }
  const outcome = await engine.accept({
    type: 'track',
    api: 'sitecore',
    contactId,
    freshId: contactId,
    channelId: app.channelId,
    at,
    visitTimeoutMs: 20 * 60_000,
    client: null,
    requiredConsentId: null,
    drafts: [draft(app.pagevisit, 'pageView', { identity }), draft(app.goal, 'goal', { points: 5 })],
  })
  expect(outcome.status).toBe('accepted')
}

function fill(run: DemoRun = crowd, onProgress: () => void = () => {}) {
  const { signal } = new AbortController()
  return fillDemo({ connection: database.connection, logger, run, now: () => until, signal, onProgress })
}

function remove(options: { signal?: AbortSignal; onProgress?: () => void } = {}) {
  const { signal = new AbortController().signal, onProgress = () => {} } = options
  return removeDemo({ connection: database.connection, now: () => until, signal, onProgress })
}

/** Throws at the `n`th call, as if the process had ended there. */
function crashAt(n: number): () => void {
  let calls = 0
  return () => {
    if (++calls === n) throw new Error('crash')
  }
}

test('the database is afterwards as it was before, and the demo can be filled in again', async () => {
  for (let round = 0; round < 2; round++) {
    const filled = await fill()
    expect(filled.isComplete).toBe(true)
    const removed = await remove()
    expect(removed).toMatchObject({ isComplete: true, kept: 0, contacts: removed.contactsInAll })
    expect(removed.contacts).toBeGreaterThanOrEqual(250)
    expect(await dump()).toEqual(before)
  }
})

test('wherever filling and removing stopped, removing again leaves nothing of it', {
  timeout: 60_000,
}, async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.integer({ min: 1, max: 12 }),
      fc.integer({ min: 1, max: 3 }),
      async (fills, removes) => {
        await fill(crowd, crashAt(fills)).catch(() => {})
        await remove({ onProgress: crashAt(removes) }).catch(() => {})
        await remove()
        expect(await dump()).toEqual(before)
      },
    ),
    { numRuns: 4 },
  )
})

test('what a crash left of a contact without visits, or that was only announced, is found too', async () => {
  await fill({ ...crowd, people: 20 })
  const ids = [newId(until), newId(until)] as const
  await client.query('INSERT INTO demo_contacts SELECT unnest($1::uuid[])', [ids])
  await engine.accept({ type: 'createContact', api: 'xperience', contactId: ids[0], at: until })
  await remove()
  expect(await dump()).toEqual(before)
})

test('real visitors who come meanwhile stay, with all that they do', async () => {
  await fill()
  const id = newId(until)
  const coming: Promise<void>[] = []
  await remove({ onProgress: () => void coming.push(visit(id, until - 60_000)) })
  await Promise.all(coming)
  const { rows } = await client.query('SELECT activities FROM contact_state WHERE contact_id = $1', [id])
  expect(rows).toEqual([{ activities: String(2 * coming.length) }])
  await expectSumsToFit()
})

test('whoever real became one with somebody of the demo stays whole, and the rest goes', async () => {
  await fill()
  const { rows } = await client.query(
    "SELECT identifier, contact_id FROM contact_identifiers WHERE source = 'fernhill-account' ORDER BY 1 LIMIT 1",
  )
  const { identifier, contact_id } = rows[0]
  const id = newId(until)
  await visit(id, until - 60_000, identifier)
  const family = [id, contact_id]
  const removed = await remove()
  expect(removed.kept).toBeGreaterThan(0)
  const survivors = await client.query(
    'SELECT contact_id FROM contact_state WHERE contact_id = ANY ($1) AND merged_into IS NULL',
    [family],
  )
  expect(survivors.rows).toHaveLength(1)
  const lost = await client.query(
    `SELECT count(*)::int AS n FROM activities AS a WHERE NOT EXISTS (SELECT FROM contact_state WHERE contact_id = a.contact_id)
       OR NOT EXISTS (SELECT FROM definitions WHERE id = a.definition_id) OR NOT EXISTS (SELECT FROM channels WHERE id = a.channel_id)`,
  )
  expect(lost.rows).toEqual([{ n: 0 }])
  await expectSumsToFit()
})

test('what administrators have come to use stays set up', async () => {
  await fill({ ...crowd, people: 30 })
  await client.query(
    "UPDATE channels SET require_consent_id = (SELECT id FROM consents WHERE name = 'demo_tracking') WHERE id = $1",
    [app.channelId],
  )
  await remove()
  const { rows } = await client.query("SELECT name FROM consents WHERE guid::text LIKE 'de300000-%'")
  expect(rows).toEqual([{ name: 'demo_tracking' }])
  await client.query('UPDATE channels SET require_consent_id = NULL WHERE id = $1', [app.channelId])
  await remove()
  expect(await dump()).toEqual(before)
})

test('it can be stopped between two steps, and says that it is not done', async () => {
  await fill()
  const stopping = new AbortController()
  const stopped = await remove({ signal: stopping.signal, onProgress: () => stopping.abort() })
  expect(stopped).toMatchObject({ isComplete: false })
  expect(stopped.contacts).toBeLessThan(stopped.contactsInAll)
  expect(await remove()).toMatchObject({ isComplete: true })
  expect(await dump()).toEqual(before)
})

test('only one process works on the demo at a time', async () => {
  await withDemoLock(database.connection, async () => {
    for (const work of [remove, fill])
      await expect(work()).rejects.toThrow(
        new OperatorError('Another process fills in the demo or removes it. Try again when it is done.'),
      )
  })
  expect(await dump()).toEqual(before)
})

async function expectSumsToFit(): Promise<void> {
  const { rows } = await client.query(`
    (SELECT day, channel_id, definition_id, activities FROM daily_counts
     EXCEPT SELECT (occurred_at AT TIME ZONE 'UTC')::date, channel_id, definition_id, count(*) FROM activities GROUP BY 1, 2, 3)
    UNION ALL
    (SELECT (occurred_at AT TIME ZONE 'UTC')::date, channel_id, definition_id, count(*) FROM activities GROUP BY 1, 2, 3
     EXCEPT SELECT day, channel_id, definition_id, activities FROM daily_counts)`)
  expect(rows).toEqual([])
}
