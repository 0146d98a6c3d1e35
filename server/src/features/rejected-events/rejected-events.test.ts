import { setTimeout as sleep } from 'node:timers/promises'
import { sql } from 'kysely'
import { pino } from 'pino'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type CuttingProxy, startCuttingProxy } from '../../../test/support/cutting-proxy.ts'
import { createTestDatabase } from '../../../test/support/database.ts'
import {
  appChannel,
  openReadingInstallation,
  type ReadingInstallation,
  shopChannel,
} from '../../../test/support/reading.ts'
import { restingKeeping } from '../../../test/support/resting-replays.ts'
import type { RejectedEvent } from '../../domain/rejected-event.ts'
import { openQueries, type Queries } from '../../platform/database/queries.ts'
import { deleteRejectedEvents } from './delete-rejected-events.queries.ts'
import { keepRejectedEvents, type RejectedEventKeeper } from './keep-rejected-events.ts'
import type { RejectedEventView } from './rejected-events.schemas.ts'

let waymark: ReadingInstallation
let keeper: RejectedEventKeeper

beforeAll(async () => {
  waymark = await openReadingInstallation()
  await waymark.provision({
    channels: [
      { codeName: 'app', apiKeys: [{ name: 'app key', access: 'tracking', secret: 'app-secret' }] },
      { codeName: 'shop', apiKeys: [{ name: 'shop key', access: 'tracking', secret: 'shop-secret' }] },
    ],
  })
  keeper = openKeeper()
  for (let n = 0; n < 30; n++)
    keeper.report(rejected('app', { at: '2026-03-01T10:00:00Z', code: 'unknown_goal', n }))
  keeper.report(rejected('app', { at: '2026-03-01T10:01:00Z', code: 'malformed_json', n: 100 }))
  keeper.report(rejected('shop', { at: '2026-03-01T10:02:30Z', code: 'unknown_goal', n: 101 }))
  keeper.report(rejected('shop', { at: '2026-03-01T10:03:00Z', code: 'consent_required', n: 102 }))
  keeper.report(rejected('shop', { at: '2026-03-01T10:03:00Z', code: 'too_many_requests', n: 103 }))
  await keeper.close()
})
afterAll(() => waymark.close())

function openKeeper(queries = waymark.queries): RejectedEventKeeper {
  return keepRejectedEvents({
    queries,
    logger: pino({ level: 'silent' }),
    now: () => Date.parse('2026-03-02T12:00:00Z'),
    retentionDays: () => 3_650,
    tools: restingKeeping,
  })
}

function rejected(
  codeName: 'app' | 'shop',
  { at, code, n }: { at: string; code: string; n: number },
): RejectedEvent {
  const channel = waymark.catalogue.snapshot.channels.find((one) => one.codeName === codeName)
  return {
    api: codeName === 'app' ? 'sitecore' : 'xperience',
    channelId: channel?.id ?? 0,
    apiKeyId: codeName === 'app' ? 1 : 2,
    code,
    message: `Event ${n} is wrong.`,
    sent: { type: 'item', item: { n } },
    request: { id: `r-${n}`, endpoint: 'event' },
    sender: null,
    receivedAt: Date.parse(at),
  }
}

async function ask(path: string, secret = 'admin-token') {
  const reply = await waymark.app.inject({
    url: `/api/v1/rejected-events${path}`,
    headers: { authorization: `Bearer ${secret}` },
  })
  return { status: reply.statusCode, body: reply.json() }
}

async function list(query: string): Promise<number[]> {
  const { body } = await ask(`?limit=500&${query}`)
  return body.items.map((item: RejectedEventView) => JSON.parse(item.payload ?? '').n)
}

describe('The list of rejected events', () => {
  test('shows everything that is known of one', async () => {
    const { body } = await ask('?code=unknown_goal&channel=shop')
    expect(body.items).toEqual([
      {
        id: expect.any(String),
        api: 'xperience',
        channelId: shopChannel,
        apiKey: 'shop key',
        code: 'unknown_goal',
        message: 'Event 101 is wrong.',
        kind: null,
        subject: null,
        payload: '{"n":101}',
        sent: 'item',
        isCut: false,
        requestId: 'r-101',
        endpoint: 'event',
        contactId: null,
        contact: null,
        receivedAt: '2026-03-01T10:02:30.000Z',
        state: 'waiting',
        attempts: 0,
        lastTriedAt: null,
        lastCode: null,
        lastMessage: null,
        settledAt: null,
        settledBy: null,
        storedContactId: null,
        notReplayable: null,
        probablyDone: null,
      },
    ])
  })

  test('is filtered by API, channel, code and time', async () => {
    expect(await list('api=xperience')).toEqual([101])
    expect(await list(`channel=${shopChannel}`)).toEqual([101])
    expect(await list('code=malformed_json')).toEqual([100])
    expect(await list(`channel=${appChannel}&from=2026-03-01T10:01:00Z`)).toEqual([100])
    expect(await list('from=2026-03-01T10:01:00Z&to=2026-03-01T10:02:30Z')).toEqual([100])
    expect(await ask('?channel=nowhere')).toMatchObject({
      status: 400,
      body: { code: 'invalid_parameter', detail: "There is no channel 'nowhere'." },
    })
  })

  test('has the newest first, or the oldest', async () => {
    expect((await list('')).slice(0, 3)).toEqual([101, 100, 19])
    expect((await list('sort=receivedAt')).slice(0, 3)).toEqual([0, 1, 2])
  })

  test('is paged without a gap in both directions, and counted', async () => {
    const seen: string[] = []
    let cursor: string | null = ''
    let back: string | null = null
    while (cursor !== null) {
      const { body } = await ask(`?limit=5&count=true&cursor=${cursor}`)
      expect(body).toMatchObject({ total: 22, totalIsEstimate: false })
      seen.push(...body.items.map(({ id }: RejectedEventView) => id))
      cursor = body.nextCursor
      back = body.prevCursor
    }
    expect(new Set(seen).size).toBe(22)
    const { body } = await ask(`?limit=5&cursor=${back}`)
    expect(body.items.map(({ id }: RejectedEventView) => id)).toEqual(seen.slice(15, 20))
  })

  test('holds a flood from one key in samples: the first 20 of a code and minute', async () => {
    expect(await list('code=unknown_goal&channel=app&sort=receivedAt')).toEqual(
      Array.from({ length: 20 }, (_, n) => n),
    )
  })

  test('has nothing of those who have not agreed, or who are to send again', async () => {
    expect(await list('code=consent_required')).toEqual([])
    expect(await list('code=too_many_requests')).toEqual([])
  })

  test('is not for the roles marketer and viewer', async () => {
    expect(await ask('', 'reading-token')).toMatchObject({ status: 403, body: { code: 'role_too_low' } })
  })

  test.each(['?api=other', '?from=yesterday', '?limit=0', '?sort=code', '?cursor=x', '?state=lost'])(
    'refuses %s',
    async (query) => expect(await ask(query)).toMatchObject({ status: 400 }),
  )
})

describe('The counts of rejected events', () => {
  test('are of all of them, by code, most first', async () => {
    expect(await ask('/counts')).toMatchObject({
      body: {
        items: [
          { code: 'unknown_goal', count: 31 },
          { code: 'consent_required', count: 1 },
          { code: 'malformed_json', count: 1 },
          { code: 'too_many_requests', count: 1 },
        ],
      },
    })
  })

  test('are filtered as the list is, by whole minutes', async () => {
    const countsOf = async (query: string) => (await ask(`/counts?${query}`)).body.items
    expect(await countsOf('api=xperience&code=unknown_goal')).toEqual([{ code: 'unknown_goal', count: 1 }])
    expect(await countsOf('channel=app&from=2026-03-01T10:00:30Z&to=2026-03-01T10:01:00Z')).toEqual([
      { code: 'unknown_goal', count: 30 },
    ])
    expect(await countsOf('from=2026-03-01T10:01:00Z&to=2026-03-01T10:02:00Z')).toEqual([
      { code: 'malformed_json', count: 1 },
    ])
    expect((await ask('/counts?channel=nowhere')).status).toBe(400)
  })

  test('add to what is stored', async () => {
    const again = openKeeper()
    again.report(rejected('app', { at: '2026-01-05T00:00:00Z', code: 'added', n: 200 }))
    await again.close()
    const other = openKeeper()
    other.report(rejected('app', { at: '2026-01-05T00:00:01Z', code: 'added', n: 201 }))
    await other.close()
    expect((await ask('/counts?code=added')).body.items).toEqual([{ code: 'added', count: 2 }])
    await deleteRejectedEvents(waymark.queries, new Date('2026-01-06'))
  })

  test('are for every role', async () => {
    expect(await ask('/counts', 'reading-token')).toMatchObject({ status: 200 })
  })
})

describe('A rejected event', () => {
  test('is stored soon, without anybody asking for it', async () => {
    const writing = openKeeper()
    writing.report(rejected('app', { at: '2026-01-01T00:00:00Z', code: 'soon', n: 300 }))
    while ((await list('code=soon')).length === 0) await sleep(20)
    await writing.close()
    await deleteRejectedEvents(waymark.queries, new Date('2026-01-06'))
  })

  test('is deleted with its count when its time has come', async () => {
    const writing = openKeeper()
    writing.report(rejected('app', { at: '2025-01-31T23:59:59.999Z', code: 'old', n: 400 }))
    writing.report(rejected('app', { at: '2025-02-01T00:00:00Z', code: 'old', n: 401 }))
    await writing.close()
    expect(await deleteRejectedEvents(waymark.queries, new Date('2025-02-01'))).toBe(false)
    expect(await list('code=old')).toEqual([401])
    expect((await ask('/counts?code=old')).body.items).toEqual([{ code: 'old', count: 1 }])
    await deleteRejectedEvents(waymark.queries, new Date('2026-01-06'))
  })

  test('can hold what PostgreSQL cannot store', async () => {
    const writing = openKeeper()
    writing.report({
      ...rejected('app', { at: '2026-01-01T00:00:00Z', code: 'odd\0\ud800', n: 500 }),
      message: 'nul \0 and half \udc00 "\\{},\n',
      sent: { type: 'body', body: Buffer.from([0, 0xff, 0x22, 0x5c, 0x7b, 0x2c, 0x7d]) },
    })
    await writing.close()
    const { body } = await ask('?to=2026-01-02T00:00:00Z')
    expect(body.items).toMatchObject([
      {
        code: 'odd\ufffd\ufffd',
        message: 'nul \ufffd and half \ufffd "\\{},\n',
        payload: '\ufffd\ufffd"\\{,}',
      },
    ])
    await deleteRejectedEvents(waymark.queries, new Date('2026-01-06'))
  })
})

describe('Rejected events that are on their way when', () => {
  let proxy: CuttingProxy
  let queries: Queries
  let direct: Queries
  let drop: () => Promise<void>
  beforeAll(async () => {
    const database = await createTestDatabase()
    proxy = await startCuttingProxy(database.connection)
    queries = openQueries(proxy.connection)
    direct = openQueries(database.connection)
    drop = database.drop
  })
  afterAll(async () => {
    await queries?.destroy()
    await direct?.destroy()
    await proxy?.close()
    await drop?.()
  })
  const stored = async (code: string) => {
    const { rows } = await sql<{ events: number; counted: number }>`
      SELECT (SELECT count(*)::int FROM rejected_events WHERE code = ${code}) AS events,
        (SELECT coalesce(sum(rejected), 0)::int FROM rejected_counts WHERE code = ${code}) AS counted`.execute(
      direct,
    )
    return rows[0]
  }

  test.each(['before', 'after'] as const)(
    'the connection breaks %s the commit are stored once, with what comes meanwhile, and so are their counts',
    async (when) => {
      const writing = openKeeper(queries)
      const code = `cut ${when}`
      const report = (n: number) => writing.report(rejected('app', { at: '2026-03-01T10:00:00Z', code, n }))
      proxy.cutAtCommit(when)
      for (let n = 0; n < 25; n++) report(n)
      await expect.poll(() => proxy.isCut, { timeout: 5_000 }).toBe(true)
      for (let n = 0; n < 5; n++) report(n)
      await expect.poll(() => stored(code), { timeout: 5_000 }).toEqual({ events: 20, counted: 30 })
      await writing.close()
      expect(await stored(code)).toEqual({ events: 20, counted: 30 })
      expect([writing.waiting, writing.lost]).toEqual([0, { events: 0, counted: 0 }])
    },
  )

  test('the database does not take them are counted all the same', async () => {
    await sql`ALTER TABLE rejected_events ADD CONSTRAINT none CHECK (code <> 'bad')`.execute(direct)
    const writing = openKeeper(queries)
    for (let n = 0; n < 3; n++)
      writing.report(rejected('app', { at: '2026-03-01T10:00:00Z', code: 'bad', n }))
    await writing.close()
    expect(await stored('bad')).toEqual({ events: 0, counted: 3 })
    expect(writing.lost).toEqual({ events: 3, counted: 0 })
  })
})
