import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openReadingInstallation, type ReadingInstallation } from '../../../test/support/reading.ts'

let waymark: ReadingInstallation
beforeAll(async () => {
  waymark = await openReadingInstallation()
})
afterAll(() => waymark.close())

const overview = (id: string) => waymark.read(`/api/v1/contacts/${id}/overview`)

describe('The overview of a contact', () => {
  let ada: string
  const visits: string[] = []

  beforeAll(async () => {
    waymark.setNow('2026-03-10T12:00:00Z')
    ada = await waymark.createContact('xperience', '2026-02-20T08:00:00Z')
    const days = ['2026-02-20', '2026-03-01', '2026-03-09']
    for (const [index, day] of days.entries()) {
      const [visit] = await waymark.act(ada, [
        { what: 'pagevisit', at: `${day}T08:00:00Z`, url: `https://shop.example/?visit=${index}` },
        { what: 'pagevisit', at: `${day}T08:01:00Z`, url: 'https://shop.example/cart#top' },
        { what: 'goal/Register', at: `${day}T08:02:00Z` },
        { what: 'outcome/Opportunity', at: `${day}T08:03:00Z`, money: ['10.5', 'EUR'] },
      ])
      visits.push(visit ?? '')
    }
    await waymark.act(ada, [{ what: 'campaign/Spring', at: '2026-03-09T08:04:00Z' }])
  })

  test('sums up what it is worth and what it did', async () => {
    const { metrics, kinds, countsAreComplete } = await overview(ada)
    expect(metrics).toEqual({
      points: 150,
      visits: 3,
      pointsPerVisit: 50,
      activities: 13,
      goals: 3,
      outcomes: 3,
      monetary: { EUR: 31.5 },
      averageDurationMs: 200_000,
      daysActive: 3,
      firstSeenAt: '2026-02-20T08:00:00.000Z',
      lastActivityAt: '2026-03-09T08:04:00.000Z',
    })
    expect(kinds).toMatchObject({ pageView: 6, goal: 3, outcome: 3, campaign: 1, click: 0 })
    expect(countsAreComplete).toBe(true)
  })

  test('has the latest visit, not the first', async () => {
    const { latestVisit } = await overview(ada)
    expect(latestVisit).toMatchObject({
      id: visits[2],
      landingUrl: 'https://shop.example/?visit=2',
      exitUrl: 'https://shop.example/cart#top',
      activityCount: 5,
      trafficChannel: 'Direct',
      open: false,
    })
  })

  test('counts goals, pages without their queries, and days', async () => {
    const { goals, campaigns, topPages, calendar, timeZone, today } = await overview(ada)
    expect(goals).toMatchObject([{ name: 'Register', displayName: 'Registration', count: 3 }])
    expect(campaigns).toMatchObject([{ name: 'Spring', count: 1, lastAt: '2026-03-09T08:04:00.000Z' }])
    expect(topPages).toEqual([
      { url: 'https://shop.example/cart', views: 3, lastAt: '2026-03-09T08:01:00.000Z' },
      { url: 'https://shop.example/', views: 3, lastAt: '2026-03-09T08:00:00.000Z' },
    ])
    expect(calendar).toEqual([
      { day: '2026-02-20', activities: 4 },
      { day: '2026-03-01', activities: 4 },
      { day: '2026-03-09', activities: 5 },
    ])
    expect([timeZone, today]).toEqual(['UTC', '2026-03-10'])
  })

  test('says how it came, and by which words', async () => {
    const finder = await waymark.createContact('xperience', '2026-03-05T08:00:00Z')
    await waymark.provision({ events: [{ name: 'Search' }] })
    await waymark.act(finder, [
      {
        what: 'pagevisit',
        at: '2026-03-05T08:00:00Z',
        url: 'https://shop.example/?utm_term=boots',
        referrer: 'https://www.google.com/',
      },
      { what: 'event/Search', at: '2026-03-05T08:01:00Z', value: 'red boots' },
    ])
    const { sources, keywords } = await overview(finder)
    expect(sources).toEqual([
      { trafficChannel: 'Organic search', visits: 1, lastAt: '2026-03-05T08:00:00.000Z' },
    ])
    expect(keywords).toMatchObject([
      { keyword: 'red boots', origin: 'internal', count: 1 },
      { keyword: 'boots', origin: 'paid', count: 1 },
    ])
  })

  test('has the newest ten events, and no page visits unless their type says so', async () => {
    const titles = async () => (await overview(ada)).latestEvents.map(({ type }: { type: string }) => type)
    expect(await titles()).toEqual([
      'Spring',
      ...Array.from({ length: 3 }, () => ['Opportunity', 'Register']).flat(),
    ])
    await waymark.provision({
      activityTypes: [{ name: 'pagevisit', showAsLatestEvent: true }],
      goals: [{ name: 'Register', showAsLatestEvent: false }],
    })
    expect(await titles()).toEqual([
      'Spring',
      ...Array.from({ length: 3 }, () => ['Opportunity', 'pagevisit', 'pagevisit']).flat(),
    ])
    await waymark.provision({
      activityTypes: [{ name: 'pagevisit', showAsLatestEvent: false }],
      goals: [{ name: 'Register', showAsLatestEvent: true }],
    })
  })

  test('says days as the setting for reports does', async () => {
    const zone = await openReadingInstallation()
    await zone.provision({ settings: { 'reports.timeZone': 'Asia/Tokyo' } })
    zone.setNow('2026-03-10T16:00:00Z')
    const grace = await zone.createContact('xperience', '2026-03-09T14:00:00Z')
    await zone.act(grace, [
      { what: 'pagevisit', at: '2026-03-09T14:59:00Z' },
      { what: 'pagevisit', at: '2026-03-09T15:00:00Z' },
    ])
    const { calendar, today, metrics } = await zone.read(`/api/v1/contacts/${grace}/overview`)
    expect([today, metrics.daysActive]).toEqual(['2026-03-11', 2])
    expect(calendar).toEqual([
      { day: '2026-03-09', activities: 1 },
      { day: '2026-03-10', activities: 1 },
    ])
    await zone.close()
  })

  test('shows a visit that is open as open, and grows with it', async () => {
    const eve = await waymark.createContact('xperience', '2026-03-10T11:50:00Z')
    await waymark.act(eve, [{ what: 'pagevisit', at: '2026-03-10T11:50:00Z' }])
    expect((await overview(eve)).latestVisit).toMatchObject({ open: true, activityCount: 1 })
    await waymark.act(eve, [{ what: 'goal/Register', at: '2026-03-10T11:55:00Z' }])
    expect((await overview(eve)).latestVisit).toMatchObject({ open: true, activityCount: 2, points: 50 })
  })

  test('of a contact that never did anything is empty', async () => {
    const nobody = await waymark.createContact('sitecore', '2026-03-01T08:00:00Z')
    expect(await overview(nobody)).toMatchObject({
      contactId: nobody,
      mergedFrom: null,
      metrics: { visits: 0, pointsPerVisit: null, averageDurationMs: null, daysActive: 0, firstSeenAt: null },
      latestVisit: null,
      latestEvents: [],
      goals: [],
      calendar: [],
      consents: [],
    })
  })

  test('names the merge by which the id came to name this contact', async () => {
    const form = { what: 'datainput', value: 'form', fields: { email: 'merged@example.com' } }
    const [one, two, three] = [
      await waymark.createContact('xperience', '2026-03-01T08:00:00Z'),
      await waymark.createContact('xperience', '2026-03-02T08:00:00Z'),
      await waymark.createContact('xperience', '2026-03-03T08:00:00Z'),
    ]
    await waymark.act(one, [{ ...form, at: '2026-03-01T08:00:00Z' }])
    await waymark.act(two, [{ ...form, at: '2026-03-02T08:00:00Z' }])
    await waymark.act(three, [{ ...form, at: '2026-03-03T08:00:00Z' }])
    expect(await overview(two)).toMatchObject({
      contactId: one,
      mergedFrom: { id: two, mergedAt: '2026-03-02T08:00:00.000Z', source: 'email' },
      metrics: { visits: 3 },
    })
    expect((await overview(one)).mergedFrom).toBeNull()
  })
})

test.each(['overview', 'consents', 'identities'])(
  'Whoever does not exist has none of it: %s is answered 404',
  async (part) => {
    for (const id of ['a3f4bc8b-6d84-454f-8215-000000000000', 'ada', '%00']) {
      const reply = await waymark.get(`/api/v1/contacts/${id}/${part}`)
      expect([reply.statusCode, reply.json().code]).toEqual([404, 'contact_not_found'])
    }
  },
)

test.each([
  'contacts/x/overview',
  'contacts/x/consents',
  'contacts/x/identities',
  'visits/x/pages',
  'consents/x/versions/1',
])('Without a token nobody reads %s', async (path) => {
  const reply = await waymark.app.inject(`/api/v1/${path}`)
  expect([reply.statusCode, reply.json().code]).toEqual([401, 'token_missing'])
})
