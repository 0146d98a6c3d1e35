import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import {
  appChannel,
  openReadingInstallation,
  type ReadingInstallation,
  shopChannel,
} from '../../../test/support/reading.ts'
import type { VisitClient } from '../../domain/visit-client.ts'
import type { Health } from './health.schemas.ts'
import type { Breakdowns, Overview, UniqueContacts } from './reports.schemas.ts'

let waymark: ReadingInstallation

const robot: VisitClient = { isRobot: true, device: null, location: null, address: null }

function client(type: string, country: string): VisitClient {
  return {
    isRobot: false,
    device: {
      type,
      vendor: null,
      model: null,
      browser: null,
      browserVersion: null,
      system: null,
      systemVersion: null,
    },
    location: { country, region: null, city: null },
    address: null,
  }
}

beforeAll(async () => {
  waymark = await openReadingInstallation()
  await waymark.provision({ campaigns: [{ name: 'Spring', channel: 'Email' }] })
  // Ada: a bounce in the app, then a visit of the shop by a campaign, with goal and money. A robot looks by.
  const ada = await waymark.createContact('xperience', '2026-02-01T08:00:00Z')
  await waymark.act(ada, [
    { what: 'pagevisit', at: '2026-02-01T08:00:00Z', url: 'https://app.example/start?x=1' },
  ])
  await waymark.act(
    ada,
    [
      { what: 'campaign/Spring', at: '2026-02-02T08:00:00Z' },
      { what: 'pagevisit', at: '2026-02-02T08:00:00Z', url: 'https://shop.example/bikes#red' },
      { what: 'goal/Register', at: '2026-02-02T08:00:30Z' },
      { what: 'goal/Register', at: '2026-02-02T08:01:00Z' },
      { what: 'outcome/Opportunity', at: '2026-02-02T08:01:40Z', money: ['12.5', 'EUR'] },
      { what: 'outcome/Opportunity', at: '2026-02-02T08:01:40Z', money: ['3', 'USD'] },
    ],
    { channel: shopChannel, client: client('mobile', 'DE') },
  )
  const crawler = await waymark.createContact('xperience', '2026-02-02T09:00:00Z')
  await waymark.act(crawler, [{ what: 'pagevisit', at: '2026-02-02T09:00:00Z', url: '/bikes' }], {
    client: robot,
  })
  // Ben visits anonymously on two days, and turns out on the second to be known since the first of them.
  const ben = await waymark.createContact('xperience', '2026-02-03T08:00:00Z')
  const form = { what: 'datainput', value: 'form', fields: { email: 'ben@example.com' } }
  await waymark.act(ben, [{ ...form, at: '2026-02-03T08:00:00Z' }], { client: client('desktop', 'FR') })
  const visitor = await waymark.createContact('sitecore', '2026-02-03T09:00:00Z')
  await waymark.act(visitor, [{ what: 'pagevisit', at: '2026-02-03T09:00:00Z', referrer: 'https://t.co/x' }])
  await waymark.act(visitor, [{ ...form, at: '2026-02-04T09:00:00Z' }])
})
afterAll(() => waymark.close())
beforeEach(() => waymark.setNow('2026-03-01T12:00:00Z'))

const february = 'from=2026-02-01&to=2026-02-28'

function overview(query: string): Promise<Overview> {
  return waymark.read(`/api/v1/reports/overview?${query}`)
}
function contacts(query: string): Promise<UniqueContacts> {
  return waymark.read(`/api/v1/reports/unique-contacts?${query}`)
}
async function items(by: string, query = february) {
  const { breakdowns }: Breakdowns = await waymark.read(`/api/v1/reports/breakdown?by=${by}&${query}`)
  return breakdowns[0]?.items.map(({ name, visits, conversions, points }) => [
    name,
    visits,
    conversions,
    points,
  ])
}

describe('The overview', () => {
  test('says what the visits of a period were and what they were worth', async () => {
    const { totals, period } = await overview(february)
    expect(period).toEqual({
      from: '2026-02-01',
      to: '2026-02-28',
      timeZone: 'UTC',
      unit: 'day',
      until: null,
    })
    expect(totals).toEqual({
      visits: 6,
      bounces: 5,
      conversions: 1,
      points: 100,
      activities: {
        pageView: 4,
        goal: 2,
        event: 0,
        outcome: 2,
        campaign: 1,
        click: 0,
        dataInput: 2,
        custom: 0,
      },
      money: { EUR: 12.5, USD: 3 },
      pointsPerVisit: 100 / 6,
      conversionRate: 1 / 6,
      bounceRate: 5 / 6,
      medianDurationMs: expect.closeTo(100_000, -3.5),
    })
  })

  test('has an entry for each day, also for those without a visit', async () => {
    const { series } = await overview('from=2026-02-01&to=2026-02-05')
    expect(series.map(({ at, visits }) => [at.slice(0, 10), visits])).toEqual([
      ['2026-02-01', 1],
      ['2026-02-02', 2],
      ['2026-02-03', 2],
      ['2026-02-04', 1],
      ['2026-02-05', 0],
    ])
  })

  test('of one day goes by hours, and leaves out those that are still to come', async () => {
    waymark.setNow('2026-02-02T09:30:00Z')
    const { series, period, totals } = await overview('from=2026-02-02&to=2026-02-02')
    expect(period.unit).toBe('hour')
    expect(series).toHaveLength(10)
    expect(series.slice(8).map(({ at, visits }) => [at, visits])).toEqual([
      ['2026-02-02T08:00:00.000Z', 1],
      ['2026-02-02T09:00:00.000Z', 1],
    ])
    expect(totals).toMatchObject({ visits: 2, money: { EUR: 12.5, USD: 3 } })
  })

  test('knows no rate where there are no visits', async () => {
    const { totals } = await overview('from=2026-01-01&to=2026-01-31')
    expect(totals).toMatchObject({
      visits: 0,
      pointsPerVisit: null,
      conversionRate: null,
      bounceRate: null,
      medianDurationMs: null,
      money: {},
    })
  })

  test('compares with as many days before', async () => {
    const { previous } = await overview('from=2026-02-03&to=2026-02-04&compare=true')
    expect(previous?.period).toMatchObject({ from: '2026-02-01', to: '2026-02-02' })
    expect(previous?.totals).toMatchObject({ visits: 3, points: 100 })
    expect(previous?.series.map(({ visits }) => visits)).toEqual([1, 2])
    expect((await overview('from=2026-02-03&to=2026-02-04')).previous).toBeNull()
  })

  test('says until when the day before counts that a day which goes on is compared with', async () => {
    const { period, previous } = await overview('days=1&compare=true')
    expect([period.from, period.until]).toEqual(['2026-03-01', null])
    expect(previous?.period).toMatchObject({ from: '2026-02-28', until: '2026-02-28T12:00:00.000Z' })
    const past = await overview('from=2026-02-03&to=2026-02-03&compare=true')
    expect(past.previous?.period.until).toBeNull()
  })

  test('is of the last days when it names none: thirty of them, or as many as are asked for', async () => {
    expect((await overview('')).period).toMatchObject({ from: '2026-01-31', to: '2026-03-01' })
    expect((await overview('days=7')).period).toMatchObject({ from: '2026-02-23', to: '2026-03-01' })
  })

  test.each([
    ['robots=false', 5],
    ['channel=shop', 1],
    [`channel=${appChannel},shop`, 6],
    ['channel=app&robots=false', 4],
    ['entryPage=/bikes', 2],
    ['entryPage=/bikes&robots=false', 1],
    ['entryPage=none', 3],
    ['device=mobile,desktop', 2],
    ['device=none', 4],
    ['country=FR', 1],
    ['country=DE&device=mobile', 1],
    ['country=DE&device=desktop', 0],
    ['trafficChannel=Social', 1],
    ['trafficChannel=Email', 1],
    ['trafficChannel=Email,Direct', 5],
    ['campaign=none', 5],
  ])('counts only what is asked for: %s', async (query, visits) => {
    expect((await overview(`${february}&${query}`)).totals.visits).toBe(visits)
  })

  test('counts visits by a campaign or with a goal', async () => {
    const { snapshot } = waymark.catalogue
    const campaign = snapshot.definition('campaign', 'Spring')?.guid
    const goal = snapshot.definition('goal', 'Register')?.guid
    for (const query of [`campaign=${campaign}`, `goal=${goal}`, `goal=${goal}&campaign=${campaign}`]) {
      expect((await overview(`${february}&${query}`)).totals).toMatchObject({
        visits: 1,
        money: { EUR: 12.5 },
      })
    }
    expect((await overview(`${february}&goal=${goal}&campaign=none`)).totals.visits).toBe(0)
  })

  test('shows what came late, and where it belongs', async () => {
    waymark.setNow('2025-06-20T12:00:00Z')
    const late = 'from=2025-06-10&to=2025-06-12'
    const eve = await waymark.createContact('xperience', '2025-06-10T23:50:00Z')
    await waymark.act(eve, [{ what: 'pagevisit', at: '2025-06-10T23:50:00Z' }])
    expect((await overview(late)).series.map(({ visits }) => visits)).toEqual([1, 0, 0])
    // Past midnight the visit goes on, and stays one of the day on which it began.
    await waymark.act(eve, [{ what: 'goal/Register', at: '2025-06-11T00:05:00Z' }])
    await waymark.act(eve, [{ what: 'pagevisit', at: '2025-06-12T10:00:00Z' }])
    waymark.setNow('2025-06-20T12:01:00Z')
    const { series } = await overview(late)
    expect(series.map(({ visits, conversions, points }) => [visits, conversions, points])).toEqual([
      [1, 1, 50],
      [0, 0, 0],
      [1, 0, 0],
    ])
  })

  test('comes as a table for spreadsheets', async () => {
    const reply = await waymark.app.inject({
      url: '/api/v1/reports/overview?from=2026-02-01&to=2026-02-02&format=csv',
      headers: { authorization: 'Bearer reading-token' },
    })
    expect(reply.headers).toMatchObject({
      'content-type': 'text/csv; charset=utf-8',
      'content-disposition': 'attachment; filename="overview-2026-02-01-2026-02-02.csv"',
    })
    expect(reply.body.split('\r\n')).toEqual([
      '\uFEFFat,visits,bounces,conversions,points,pageView,goal,event,outcome,campaign,click,dataInput,custom',
      '2026-02-01T00:00:00.000Z,1,1,0,0,1,0,0,0,0,0,0,0',
      '2026-02-02T00:00:00.000Z,2,1,1,100,2,2,0,2,1,0,0,0',
      '',
    ])
  })
})

describe('A breakdown', () => {
  test.each([
    [
      'channel',
      [
        ['App', 5, 0, 0],
        ['Shop', 1, 1, 100],
      ],
    ],
    [
      'campaign',
      [
        [null, 5, 0, 0],
        ['Spring', 1, 1, 100],
      ],
    ],
    [
      'trafficChannel',
      [
        ['Direct', 4, 0, 0],
        ['Email', 1, 1, 100],
        ['Social', 1, 0, 0],
      ],
    ],
    ['goal', [['Registration', 1, 2, 100]]],
    [
      'entryPage',
      [
        [null, 3, 0, 0],
        ['/bikes', 2, 1, 100],
        ['/start', 1, 0, 0],
      ],
    ],
    [
      'device',
      [
        [null, 4, 0, 0],
        ['desktop', 1, 0, 0],
        ['mobile', 1, 1, 100],
      ],
    ],
    [
      'country',
      [
        [null, 4, 0, 0],
        ['DE', 1, 1, 100],
        ['FR', 1, 0, 0],
      ],
    ],
  ])('by %s tells visits apart', async (by, expected) => {
    const sorted = (rows: unknown[][] | undefined) => rows?.map(String).sort()
    expect(sorted(await items(by))).toEqual(sorted(expected))
    // Chosen by something else, visits are asked themselves, and say the same.
    expect(sorted(await items(by, `${february}&device=mobile,desktop,none&country=DE,FR,none`))).toEqual(
      sorted(expected),
    )
  })

  test('by several things at once has a list for each, the most frequent first, and says what is left out', async () => {
    const { breakdowns }: Breakdowns = await waymark.read(
      `/api/v1/reports/breakdown?by=device,channel&limit=1&${february}`,
    )
    expect(breakdowns.map(({ by, items, more }) => [by, items[0]?.id, items[0]?.share, more])).toEqual([
      ['device', 'none', 4 / 6, 2],
      ['channel', appChannel, 5 / 6, 1],
    ])
  })

  test('begins with the most valuable when asked to', async () => {
    expect((await items('channel', `${february}&sort=-points`))?.[0]).toEqual(['Shop', 1, 1, 100])
  })

  test('keeps paths that would be formulas from being one in a spreadsheet', async () => {
    const eve = await waymark.createContact('xperience', '2025-07-15T08:00:00Z')
    await waymark.act(eve, [{ what: 'pagevisit', at: '2025-07-15T08:00:00Z', url: '=1+1,"2"' }])
    const reply = await waymark.app.inject({
      url: '/api/v1/reports/breakdown?by=entryPage&from=2025-07-15&to=2025-07-15&format=csv',
      headers: { authorization: 'Bearer reading-token' },
    })
    expect(reply.body).toContain(`entryPage,"'=1+1,""2""","'=1+1,""2""",1,0,0\r\n`)
  })
})

describe('Unique contacts', () => {
  test('are each counted once, also after a merge and on several days', async () => {
    expect(await contacts('from=2026-02-01&to=2026-02-04')).toMatchObject({
      contacts: 3,
      known: 1,
      anonymous: 2,
    })
  })

  test('leave robots out when asked to', async () => {
    expect(await contacts('from=2026-02-01&to=2026-02-04&robots=false')).toMatchObject({
      contacts: 2,
      known: 1,
    })
  })

  test('of a channel are those who began a visit there', async () => {
    expect(await contacts('from=2026-02-01&to=2026-02-04&channel=shop')).toMatchObject({
      contacts: 1,
      known: 0,
      newlyKnown: null,
      series: null,
    })
    expect(await contacts('from=2026-02-01&to=2026-02-04&trafficChannel=Social')).toMatchObject({
      contacts: 1,
      known: 1,
    })
  })

  test('tell who became known, and when', async () => {
    const { series, newlyKnown } = await contacts('from=2026-02-02&to=2026-02-04')
    expect(series?.map(({ newlyKnown }) => newlyKnown)).toEqual([0, 1, 0])
    expect(newlyKnown).toBe(1)
  })

  test('are compared with as many days before', async () => {
    const { previous } = await contacts('from=2026-02-03&to=2026-02-04&compare=true')
    expect(previous).toEqual({ contacts: 2, known: 0, anonymous: 2, newlyKnown: 0 })
  })

  test('of days that are over are remembered for ten minutes', async () => {
    const days = 'from=2025-12-01&to=2025-12-02'
    const { countedAt } = await contacts(days)
    waymark.setNow('2026-03-01T12:09:00Z')
    expect((await contacts(days)).countedAt).toBe(countedAt)
    waymark.setNow('2026-03-01T12:10:00Z')
    expect((await contacts(days)).countedAt).not.toBe(countedAt)
  })
})

describe('Health', () => {
  test('says when each channel was last heard of, and what waits', async () => {
    const health = await waymark.read('/api/v1/reports/health')
    expect(health).toMatchObject({ isStoring: true, queue: { commands: 0, activities: 0 }, rejected: 0 })
    expect(health.minutes).toHaveLength(60)
    expect(
      Object.fromEntries(
        health.channels.map(({ name, lastEventAt }: Health['channels'][number]) => [name, lastEventAt]),
      ),
    ).toEqual({
      App: '2026-02-04T09:00:00.000Z',
      Shop: '2026-02-02T08:01:40.000Z',
    })
  })
})

describe('A report is refused', () => {
  test.each([
    ['overview?from=2026-02-30', 'from must be a day from 1972 on, such as 2026-11-22.'],
    [
      'overview?from=2026-03-01&to=2026-02-01',
      'The report ends on 2026-02-01, before it begins on 2026-03-01.',
    ],
    [
      'overview?from=2024-01-01&to=2026-01-01',
      'A report covers at most two years (731 days), and this would be 732 days.',
    ],
    ['unique-contacts?from=2020-01-01&to=2026-01-01', 'A report covers at most two years'],
    ['breakdown?from=2020-01-01&to=2026-01-01', 'A report covers at most two years'],
    ['breakdown?by=colour', 'by must be one or several'],
    ['overview?channel=nowhere', "There is no channel 'nowhere'."],
    ['overview?campaign=Unknown', "There is no campaign 'Unknown'."],
    ['overview?goal=a3f4bc8b-6d84-454f-8215-cbec70bfaadd', 'There is no goal'],
    ['overview?format=pdf', 'format must be one of json, csv.'],
    ['health?from=2026-01-01', "There is no parameter 'from' here"],
  ])('where it makes no sense: %s', async (path, detail) => {
    const reply = await waymark.get(`/api/v1/reports/${path}`)
    expect([reply.statusCode, reply.json().code]).toEqual([400, 'invalid_parameter'])
    expect(reply.json().detail).toContain(detail)
  })

  test.each(['overview', 'unique-contacts', 'breakdown', 'health'])('without a token: %s', async (name) => {
    expect((await waymark.app.inject(`/api/v1/reports/${name}`)).statusCode).toBe(401)
  })
})
