import type pg from 'pg'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { draft, endVisit, minutes, noon, track } from '../../test/support/commands.ts'
import { emptyVisitors } from '../../test/support/dump.ts'
import { createEngineDatabase, type EngineDatabase } from '../../test/support/engine-database.ts'
import type { Draft } from '../domain/command.ts'
import { newId, type Uuid } from '../domain/ids.ts'
import type { Engine } from './contract.ts'

let database: EngineDatabase
let client: pg.Client
let engine: Engine
let visitor: Uuid

beforeAll(async () => {
  database = await createEngineDatabase()
  client = database.client
  engine = await database.open({ lanes: 1 })
})
afterAll(async () => {
  await engine?.close()
  await database?.drop()
})
beforeEach(async () => {
  await emptyVisitors(client)
  visitor = newId(noon)
})

/** Something that happened `minute` minutes after noon, and is told then. */
const now = async (minute: number, more: Partial<Draft> = {}) =>
  store(minute, draft({ occurredAt: noon + minutes(minute), ...more }))
/** The same, told `later`, minutes after noon. */
const late = async (minute: number, later: number, more: Partial<Draft> = {}) =>
  store(later, draft({ occurredAt: noon + minutes(minute), timeSource: 'client', ...more }))
async function store(minute: number, one: Draft): Promise<Uuid> {
  await engine.accept(track(visitor, [one], { at: noon + minutes(minute) }))
  return one.id
}
const page = (url: string) => ({ kind: 'pageView', url }) as const

/** Visits in order, in minutes after noon, with the number of their activities. */
async function visits(): Promise<[from: number, to: number, activities: number][]> {
  const { rows } = await client.query<{ started_at: Date; last_at: Date; activities: number }>(
    'SELECT started_at, last_at, activities FROM visits ORDER BY started_at',
  )
  const minuteOf = (at: Date) => (at.getTime() - noon) / minutes(1)
  return rows.map(({ started_at, last_at, activities }) => [
    minuteOf(started_at),
    minuteOf(last_at),
    activities,
  ])
}
async function parentOf(id: Uuid): Promise<Uuid | null> {
  const { rows } = await client.query('SELECT parent_id FROM activities WHERE id = $1', [id])
  return rows[0].parent_id
}
async function row(text: string): Promise<unknown> {
  return (await client.query(text)).rows[0]
}

describe('an event that comes late', () => {
  test('joins the visit that is over but was going on when it happened', async () => {
    await now(0)
    await now(10)
    await now(180)
    await late(5, 181)
    expect(await visits()).toEqual([
      [0, 10, 3],
      [180, 180, 1],
    ])
  })

  test.each([
    { where: 'less than the time-out after its end moves the end', minute: 29, expected: [[0, 29, 3]] },
    {
      where: 'the time-out after its end begins a visit of its own',
      minute: 30,
      expected: [
        [0, 10, 2],
        [30, 30, 1],
      ],
    },
    {
      where: 'less than the time-out before its start moves the start',
      minute: -19,
      expected: [[-19, 10, 3]],
    },
    {
      where: 'the time-out before its start begins a visit of its own',
      minute: -20,
      expected: [
        [-20, -20, 1],
        [0, 10, 2],
      ],
    },
  ])('and happened $where', async ({ minute, expected }) => {
    await now(0)
    await now(10)
    await late(minute, 600)
    expect(await visits()).toEqual(expected)
  })

  test('between two visits joins the earlier one, and never makes one of them', async () => {
    await now(0)
    await now(30)
    await late(15, 60)
    await late(16, 61)
    expect(await visits()).toEqual([
      [0, 16, 3],
      [30, 30, 1],
    ])
  })

  test('within a visit joins that, also where a bridge from the earlier one would reach it', async () => {
    await now(0)
    await now(30)
    await now(40)
    await late(19, 60)
    await late(35, 61)
    expect(await visits()).toEqual([
      [0, 19, 2],
      [30, 40, 3],
    ])
  })

  test('makes a visit of its own where there is none, which later ones join in any order', async () => {
    await now(600)
    await late(0, 600)
    await late(15, 601)
    await late(-10, 602)
    expect(await visits()).toEqual([
      [-10, 15, 3],
      [600, 600, 1],
    ])
    expect(await row('SELECT visits, activities FROM contact_state')).toEqual({ visits: 2, activities: 4 })
  })

  test('joins only a visit of its own device and channel', async () => {
    const other = newId(noon)
    await now(0)
    await engine.accept(track(visitor, [draft({ occurredAt: noon })], { channelId: 2 }))
    await engine.accept(track(other, [draft({ occurredAt: noon })]))
    await late(5, 100)
    expect(await visits()).toEqual(
      expect.arrayContaining([
        [0, 5, 2],
        [0, 0, 1],
        [0, 0, 1],
      ]),
    )
  })

  test('does not cross a flush: before it it joins what was flushed, after it what came then', async () => {
    await now(0)
    await engine.accept(endVisit(visitor, { at: noon + minutes(10) }))
    await now(15)
    await late(9, 40)
    await late(11, 40)
    expect(await visits()).toEqual([
      [0, 9, 2],
      [11, 15, 2],
    ])
    await engine.accept(endVisit(visitor, { at: noon + minutes(45) }))
    await late(14, 50)
    await late(24, 50)
    expect(await visits()).toEqual([
      [0, 9, 2],
      [11, 24, 4],
    ])
  })

  test('does not reopen what was flushed', async () => {
    await now(0)
    await engine.accept(endVisit(visitor, { at: noon + minutes(10) }))
    await late(9, 12)
    await now(13)
    expect(await visits()).toEqual([
      [0, 9, 2],
      [13, 13, 1],
    ])
  })

  test('may make a visit last until so recently that the next event belongs to it', async () => {
    await now(0)
    await late(19, 25)
    await now(30)
    expect(await visits()).toEqual([[0, 30, 3]])
  })

  test('that made a visit of its own long ago leaves what comes now alone', async () => {
    await now(0)
    await late(-300, 1)
    await now(2)
    expect(await visits()).toEqual([
      [-300, -300, 1],
      [0, 2, 2],
    ])
  })

  test('moves start and entry page, and neither the campaign nor the exit page', async () => {
    await now(0, page('/second'))
    await now(0, { kind: 'campaign', definitionId: 21 })
    await now(5, page('/last'))
    await late(-5, 100, page('/first'))
    await late(-6, 101, { kind: 'campaign', definitionId: 22 })
    await late(3, 102, page('/middle'))
    expect(await row('SELECT entry_url, exit_url, page_views, campaign_id FROM visits')).toEqual({
      entry_url: '/first',
      exit_url: '/last',
      page_views: 4,
      campaign_id: 21,
    })
    expect(await visits()).toEqual([[-6, 5, 6]])
  })

  test('in a visit without a campaign gives it none when it comes after later ones, and does when it is the newest', async () => {
    await late(0, 300, page('/landing'))
    await late(2, 301)
    await late(1, 302, { kind: 'campaign', definitionId: 21 })
    expect(await row('SELECT campaign_id FROM visits')).toEqual({ campaign_id: null })
    await late(3, 303, { kind: 'campaign', definitionId: 22 })
    expect(await row('SELECT campaign_id FROM visits')).toEqual({ campaign_id: 22 })
  })

  test('belongs to the last page view at or before it in its visit, and to none before the first', async () => {
    const first = await now(0, page('/1'))
    for (const minute of [1, 2, 3]) await now(minute)
    const second = await now(4, page('/2'))
    await now(10)
    await now(300, page('/another visit'))
    const between = await late(3, 301, page('/1a'))
    for (const [minute, page] of [
      [-1, null],
      [0, first],
      [2, first],
      [3, between],
      [4, second],
      [5, second],
      [25, second],
    ] as const) {
      expect([minute, await parentOf(await late(minute, 302))]).toEqual([minute, page])
    }
  })

  test('counts on the day on which it happened', async () => {
    await now(60)
    await late(-60 * 13, 61)
    expect((await client.query('SELECT day::text FROM contact_days ORDER BY 1')).rows).toEqual([
      { day: '2026-03-01' },
      { day: '2026-03-02' },
    ])
    expect((await client.query('SELECT day::text, activities FROM daily_counts ORDER BY 1')).rows).toEqual([
      { day: '2026-03-01', activities: 1 },
      { day: '2026-03-02', activities: 1 },
    ])
    expect(await row('SELECT first_at, last_at FROM contact_state')).toEqual({
      first_at: new Date(noon - minutes(60 * 13)),
      last_at: new Date(noon + minutes(60)),
    })
  })

  test('says whose clock its time is of', async () => {
    await now(0)
    await late(0, 1)
    await store(2, draft({ occurredAt: noon + minutes(1), timeSource: 'clamped' }))
    const { rows } = await client.query('SELECT time_source FROM activities ORDER BY id')
    expect(rows.map(({ time_source }) => time_source)).toEqual([null, 1, 2])
  })
})

describe('an event a little out of order', () => {
  test('in the open visit belongs to the page that was current when it happened', async () => {
    const first = await now(0, page('/1'))
    const second = await now(2, page('/2'))
    expect(await parentOf(await late(1, 3))).toBe(first)
    expect(await parentOf(await late(2, 3))).toBe(second)
    expect(await parentOf(await late(3, 3))).toBe(second)
    expect(await parentOf(await now(4))).toBe(second)
  })

  test('of a clock that is ahead is in the open visit, and so is what comes after it', async () => {
    await now(0, page('/1'))
    const ahead = await late(5, 1, page('/2'))
    const after = await now(2)
    await late(6, 2)
    expect(await visits()).toEqual([[0, 6, 4]])
    expect(await parentOf(after)).toBe(ahead)
  })
})

describe('the events that an app kept while it was offline', () => {
  test('form the visits that they would have formed, sent in one request or one by one', async () => {
    const deeds = [
      [0, page('/home')],
      [1, {}],
      [2, { kind: 'campaign', definitionId: 21 }],
      [15, page('/shop')],
      [16, {}],
      [90, page('/home')],
      [91, {}],
    ] as const
    const toDrafts = (timeSource: Draft['timeSource']) =>
      deeds.map(([minute, more]) => draft({ ...more, occurredAt: noon + minutes(minute), timeSource }))
    const [punctual, atOnce, oneByOne] = [newId(noon), newId(noon), newId(noon)]
    for (const one of toDrafts('server')) await engine.accept(track(punctual, [one]))
    await engine.accept(track(atOnce, toDrafts('client'), { at: noon + minutes(600) }))
    for (const one of toDrafts('client'))
      await engine.accept(track(oneByOne, [one], { at: noon + minutes(600) }))
    const [one, two, three] = [await read(punctual), await read(atOnce), await read(oneByOne)]
    expect(one.visits).toHaveLength(2)
    expect(two).toEqual(one)
    expect(three).toEqual(one)
  })
})

async function read(contact: Uuid): Promise<{ visits: unknown[]; activities: unknown[] }> {
  const visits = await client.query(
    `SELECT started_at, last_at, activities, page_views, campaign_id, entry_url, exit_url FROM visits
     WHERE contact_id = $1 ORDER BY started_at`,
    [contact],
  )
  const activities = await client.query(
    `SELECT a.occurred_at, p.occurred_at AS page_at FROM activities AS a
     LEFT JOIN activities AS p ON p.id = a.parent_id AND p.contact_id = a.contact_id
     WHERE a.contact_id = $1 ORDER BY a.occurred_at`,
    [contact],
  )
  return { visits: visits.rows, activities: activities.rows }
}

describe('a late event of a contact that was merged', () => {
  const xperience = { api: 'xperience' } as const
  const form = (minute: number) =>
    draft({ occurredAt: noon + minutes(minute), fields: { email: 'luke@example.com' } })
  async function createContact(): Promise<Uuid> {
    const contactId = newId(noon)
    await engine.accept({ type: 'createContact', api: 'xperience', contactId, at: noon })
    return contactId
  }

  test('joins the visit of its device, from before the merge, and finds its pages on both sides of it', async () => {
    const [luke, phone] = [await createContact(), await createContact()]
    await engine.accept(track(luke, [form(0)], xperience))
    const before = draft({ occurredAt: noon + minutes(1), ...page('/before') })
    const after = draft({ occurredAt: noon + minutes(5), ...page('/after') })
    await engine.accept(track(phone, [before], xperience))
    await engine.accept(track(phone, [form(3)], xperience))
    await engine.accept(track(phone, [after], xperience))
    await engine.accept(track(phone, [draft({ occurredAt: noon + minutes(300) })], xperience))
    const lates = [2, 4, 6].map((minute) =>
      draft({ occurredAt: noon + minutes(minute), timeSource: 'client' }),
    )
    await engine.accept(track(phone, lates, { ...xperience, at: noon + minutes(301) }))
    const { rows } = await client.query(
      'SELECT parent_id FROM activities WHERE id = ANY($1) ORDER BY occurred_at',
      [lates.map(({ id }) => id)],
    )
    expect(rows.map(({ parent_id }) => parent_id)).toEqual([before.id, before.id, after.id])
    expect(await visits()).toContainEqual([1, 6, 6])
  })

  test('in the batch of the merge finds the visits of both', async () => {
    const [luke, phone] = [await createContact(), await createContact()]
    await engine.accept(track(luke, [form(0)], xperience))
    await engine.accept(track(phone, [draft({ occurredAt: noon + minutes(100) })], xperience))
    await engine.accept(track(phone, [draft({ occurredAt: noon + minutes(300) })], xperience))
    const old = (minute: number) => draft({ occurredAt: noon + minutes(minute), timeSource: 'client' })
    await Promise.all([
      engine.accept(track(phone, [form(400), old(105)], { ...xperience, at: noon + minutes(400) })),
      engine.accept(track(luke, [old(5)], { ...xperience, at: noon + minutes(400) })),
    ])
    expect(await visits()).toEqual([
      [0, 5, 2],
      [100, 105, 2],
      [300, 300, 1],
      [400, 400, 1],
    ])
  })
})

test('events that come late together each find their own page of all that are stored', async () => {
  const pages = [0, 4, 4, 8, 12].map((minute, n) =>
    draft({ occurredAt: noon + minutes(minute), ...page(`/${n}`) }),
  )
  await engine.accept(track(visitor, pages))
  const lates = [11, 4, 2, 7, 1].map((minute) =>
    draft({ occurredAt: noon + minutes(minute), timeSource: 'client' }),
  )
  await engine.accept(track(visitor, lates, { at: noon + minutes(60) }))
  const parents = await Promise.all(lates.map(({ id }) => parentOf(id)))
  expect(parents.map((parent) => pages.findIndex(({ id }) => id === parent))).toEqual([3, 2, 0, 2, 0])
})

test('whoever heaps up activities between pages does not make late events slow', async () => {
  const heap = Array.from({ length: 5_000 }, (_, n) => draft({ occurredAt: noon + n }))
  await engine.accept(track(visitor, [draft({ occurredAt: noon - 1, ...page('/') }), ...heap]))
  await engine.accept(track(visitor, [draft({ occurredAt: noon + 6_000, ...page('/') })]))
  const lates = Array.from({ length: 1_000 }, (_, n) =>
    draft({ occurredAt: noon + 4_500 + n, timeSource: 'client' }),
  )
  const began = performance.now()
  await engine.accept(track(visitor, lates, { at: noon + minutes(60) }))
  expect(performance.now() - began).toBeLessThan(2_000)
})
