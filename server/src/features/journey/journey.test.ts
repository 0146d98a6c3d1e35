import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openReadingInstallation, type ReadingInstallation } from '../../../test/support/reading.ts'
import type { Journey, JourneyMark } from './journey.schemas.ts'

let waymark: ReadingInstallation
beforeAll(async () => {
  waymark = await openReadingInstallation()
  await waymark.provision({
    outcomes: [
      { name: 'Order', displayName: 'First order', era: 'Customer' },
      { name: 'Renewal', era: 'Loyal customer' },
    ],
  })
  waymark.setNow('2026-03-02T12:00:00Z')
})
afterAll(() => waymark?.close())

const read = (contact: string, query = ''): Promise<Journey> =>
  waymark.read(`/api/v1/contacts/${contact}/journey?${query}`)
const marksOf = (journey: Journey, kind: JourneyMark['kind']) =>
  journey.marks.filter((mark) => mark.kind === kind)

describe('The journey of a contact', () => {
  let ada: string
  let firstVisit: string
  beforeAll(async () => {
    ada = await waymark.createContact('xperience', '2025-06-01T08:00:00Z')
    const [first] = await waymark.act(ada, [
      { what: 'campaign/Spring', at: '2025-06-01T08:00:00Z', url: '/spring' },
      { what: 'pagevisit', at: '2025-06-01T08:00:01Z', url: '/landing' },
      { what: 'goal/Register', at: '2025-06-01T08:03:00Z', url: '/register' },
    ])
    firstVisit = first ?? ''
    const form = { what: 'datainput', value: 'form', fields: { email: 'ada@example.com' } }
    await waymark.act(ada, [{ ...form, at: '2025-06-02T09:00:00Z' }])
    await waymark.act(ada, [
      { what: 'outcome/Order', at: '2026-01-10T10:00:00Z', money: ['19.90', 'EUR'] },
      { what: 'outcome/Order', at: '2026-01-10T10:01:00Z', money: ['0.10', 'EUR'] },
    ])
    await waymark.act(ada, [{ what: 'pagevisit', at: '2026-03-02T11:55:00Z', url: '/now' }])
  })

  test('begins with the unknown contact, and a flagged outcome starts another era', async () => {
    const { eras } = await read(ada)
    expect(eras).toEqual([
      {
        label: 'Unknown contact',
        place: 0,
        definitionId: null,
        from: '2025-06-01T08:00:00.000Z',
        until: '2026-01-10T10:00:00.000Z',
        visits: 2,
        points: 50,
        monetary: {},
      },
      {
        label: 'Customer',
        place: 1,
        definitionId: waymark.catalogue.snapshot.definition('outcome', 'Order')?.guid,
        from: '2026-01-10T10:00:00.000Z',
        until: null,
        visits: 2,
        points: 0,
        monetary: { EUR: 20 },
      },
    ])
  })

  test('shows visits, goals, outcomes and campaigns, each with what it was', async () => {
    const journey = await read(ada)
    expect(journey.marks.map(({ kind, count, at }) => [kind, count, at])).toEqual([
      ['visit', 1, '2025-06-01T08:00:00.000Z'],
      ['campaign', 1, '2025-06-01T08:00:00.000Z'],
      ['goal', 1, '2025-06-01T08:03:00.000Z'],
      ['visit', 1, '2025-06-02T09:00:00.000Z'],
      ['visit', 1, '2026-01-10T10:00:00.000Z'],
      ['outcome', 2, '2026-01-10T10:00:00.000Z'],
      ['visit', 1, '2026-03-02T11:55:00.000Z'],
    ])
    expect(marksOf(journey, 'goal')).toMatchObject([
      { visitId: firstVisit, names: [{ name: 'Registration', count: 1 }], points: 50, url: '/register' },
    ])
    expect(marksOf(journey, 'outcome')).toMatchObject([
      { names: [{ name: 'First order', count: 2 }], monetary: { EUR: 20 }, url: null },
    ])
    expect(marksOf(journey, 'visit')[0]).toMatchObject({
      id: firstVisit,
      until: '2025-06-01T08:03:00.000Z',
      names: [{ name: 'App', count: 1 }],
      pageViews: 1,
      url: '/landing',
      open: false,
    })
    expect(marksOf(journey, 'visit')[3]).toMatchObject({ open: true, url: '/now' })
  })

  test('says when the contact was identified, what was quiet, and how much there was', async () => {
    const journey = await read(ada)
    expect(journey.identifications).toEqual([{ at: '2025-06-02T09:00:00.000Z', mergedId: null }])
    expect(journey.gaps).toEqual([{ from: '2025-06-02T09:00:00.000Z', until: '2026-01-10T10:00:00.000Z' }])
    expect(journey.totals).toEqual({
      visits: 4,
      robotVisits: 0,
      activities: 7,
      points: 50,
      goals: 1,
      outcomes: 2,
      campaigns: 1,
      monetary: { EUR: 20 },
    })
    expect(journey.density.reduce((sum, n) => sum + n, 0)).toBe(7)
    expect(journey).toMatchObject({
      from: '2025-06-01T08:00:00.000Z',
      firstAt: '2025-06-01T08:00:00.000Z',
      lastAt: '2026-03-02T11:55:00.000Z',
    })
  })

  test('can be asked for a stretch of time only', async () => {
    const journey = await read(ada, 'from=2026-01-01T00:00:00Z&to=2026-02-01T00:00:00Z&width=600')
    expect(journey.marks.map(({ kind, count }) => [kind, count])).toEqual([
      ['visit', 1],
      ['outcome', 2],
    ])
    const close = await read(ada, 'from=2026-01-10T10:00:00Z&to=2026-01-10T10:02:00Z')
    expect(marksOf(close, 'outcome').map(({ count }) => count)).toEqual([1, 1])
    expect(journey.eras.map(({ label }) => label)).toEqual(['Unknown contact', 'Customer'])
    expect(journey.totals).toMatchObject({ visits: 1, outcomes: 2, goals: 0, monetary: { EUR: 20 } })
    expect(journey).toMatchObject({ from: '2026-01-01T00:00:00.000Z', to: '2026-02-01T00:00:00.000Z' })
    const none = await read(ada, 'from=2027-01-01T00:00:00Z&to=2027-02-01T00:00:00Z')
    expect([none.marks, none.totals.visits]).toEqual([[], 0])
  })

  test('shows and counts a visit that began before the stretch of time, or goes on after it', async () => {
    for (const range of [
      'from=2025-06-01T08:02:00Z&to=2025-06-01T08:10:00Z',
      'from=2025-06-01T07:50:00Z&to=2025-06-01T08:01:00Z',
    ]) {
      const journey = await read(ada, range)
      expect(marksOf(journey, 'visit').map(({ id }) => id)).toEqual([firstVisit])
      expect(journey.totals).toMatchObject({ visits: 1, activities: 3, points: 50 })
    }
    expect((await read(ada, 'from=2025-06-01T08:03:01Z&to=2025-06-01T08:10:00Z')).totals.visits).toBe(0)
  })

  test('has the name for unknown contacts that the installation chose', async () => {
    await waymark.provision({ settings: { 'profiles.unknownEraLabel': 'Nobody yet' } })
    expect((await read(ada)).eras[0]?.label).toBe('Nobody yet')
    await waymark.provision({ settings: { 'profiles.unknownEraLabel': 'Unknown contact' } })
  })
})

test('A journey goes on across a merge, and says when the two turned out to be one', async () => {
  const customer = await waymark.createContact('xperience', '2025-09-01T08:00:00Z')
  const form = { what: 'datainput', value: 'form', fields: { email: 'merged@example.com' } }
  await waymark.act(customer, [{ ...form, at: '2025-09-01T08:00:00Z' }])
  const visitor = await waymark.createContact('xperience', '2025-08-02T08:00:00Z')
  await waymark.act(visitor, [{ what: 'goal/Register', at: '2025-08-02T08:00:00Z' }])
  await waymark.act(visitor, [{ ...form, at: '2025-09-03T08:00:00Z' }])
  for (const id of [customer, visitor]) {
    const journey = await read(id)
    expect(journey.contactId).toBe(customer)
    expect(journey.identifications).toEqual([
      { at: '2025-09-01T08:00:00.000Z', mergedId: null },
      { at: '2025-09-03T08:00:00.000Z', mergedId: visitor },
    ])
    expect(journey.eras).toMatchObject([{ from: '2025-08-02T08:00:00.000Z', visits: 3 }])
    expect(marksOf(journey, 'goal')).toHaveLength(1)
  }
})

test('A journey tells the visits of robots from those of people', async () => {
  const bot = await waymark.createContact('sitecore', '2026-02-01T08:00:00Z')
  const robot = { isRobot: true, device: null, location: null, address: null }
  await waymark.act(bot, [{ what: 'pagevisit', at: '2026-02-01T08:00:00Z' }], {
    api: 'sitecore',
    client: robot,
  })
  await waymark.act(bot, [{ what: 'pagevisit', at: '2026-02-01T09:00:00Z' }], { api: 'sitecore' })
  const journey = await read(bot, 'from=2026-01-01T00:00:00Z&to=2026-12-01T00:00:00Z&width=200')
  expect(marksOf(journey, 'visit').map((mark) => mark.robot)).toEqual([true, false])
  expect(journey.totals).toMatchObject({ visits: 2, robotVisits: 1 })
})

test('A contact that never did anything has a journey with nothing on it', async () => {
  const nobody = await waymark.createContact('xperience', '2026-01-02T08:00:00Z')
  expect(await read(nobody)).toMatchObject({ firstAt: null, eras: [], marks: [], gaps: [], density: [] })
  expect((await read(nobody, 'to=2025-01-01T00:00:00Z')).marks).toEqual([])
  expect((await read(nobody, 'from=2027-01-01T00:00:00Z')).marks).toEqual([])
})

describe('A journey is refused', () => {
  const someone = 'a3f4bc8b-6d84-454f-8215-000000000000'

  test.each([
    ['from=yesterday', 'from'],
    ['to=2026-13-01T00:00:00Z', 'to'],
    ['width=100', 'width'],
    ['width=9999', 'width'],
    ['width=1e3', 'width'],
    ['limit=5', 'limit'],
    ['from=2026-02-01T00:00:00Z&to=2026-02-01T00:00:00Z', 'to'],
  ])('400 for %s', async (query, parameter) => {
    const contact = await waymark.createContact('xperience', '2026-01-02T08:00:00Z')
    const reply = await waymark.get(`/api/v1/contacts/${contact}/journey?${query}`)
    expect([reply.statusCode, reply.json().code]).toEqual([400, 'invalid_parameter'])
    expect(reply.json().errors).toMatchObject([{ parameter }])
  })

  test('401 without a token', async () => {
    const reply = await waymark.app.inject(`/api/v1/contacts/${someone}/journey`)
    expect([reply.statusCode, reply.json().code]).toEqual([401, 'token_missing'])
  })

  test.each([someone, 'ada'])('404 for a contact that is not there: %s', async (id) => {
    const reply = await waymark.get(`/api/v1/contacts/${id}/journey`)
    expect([reply.statusCode, reply.json().code]).toEqual([404, 'contact_not_found'])
  })
})
