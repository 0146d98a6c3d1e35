import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import {
  appChannel,
  openReadingInstallation,
  type ReadingInstallation,
  shopChannel,
  token,
} from '../../../test/support/reading.ts'
import type { Activity } from '../shared/activity.ts'

let waymark: ReadingInstallation
let ada: string
let ben: string
let benAsVisitor: string
let spring: string
let stored: Record<string, string>

// Ada does one of everything in the app; Ben visits the shop, gives his address, and so is recognised.
beforeAll(async () => {
  waymark = await openReadingInstallation()
  spring = waymark.catalogue.snapshot.definition('campaign', 'Spring')?.guid ?? ''
  ada = await waymark.createContact('xperience', '2026-01-01T08:00:00Z')
  const adas = await waymark.act(ada, [
    {
      what: 'pagevisit',
      at: '2026-01-01T08:00:00Z',
      value: 'Home',
      url: '/home',
      referrer: 'https://search.example',
    },
    { what: 'click', at: '2026-01-01T08:00:01Z', value: 'Buy' },
    { what: 'custom_loan_calculator', at: '2026-01-01T08:00:02Z', value: '12000', data: { years: 5 } },
    { what: 'goal/Register', at: '2026-01-01T08:00:03Z' },
    { what: 'event/Download', at: '2026-01-01T08:00:03Z' },
    { what: 'outcome/Opportunity', at: '2026-01-01T08:00:05Z', money: ['-12.3456', 'USD'] },
    { what: 'campaign/Spring', at: '2026-01-01T08:00:06Z' },
  ])
  ben = await waymark.createContact('xperience', '2026-01-02T08:00:00Z')
  const form = { what: 'datainput', value: 'form', fields: { email: 'ben@example.com' } }
  const bens = await waymark.act(ben, [{ ...form, at: '2026-01-02T08:00:00Z' }])
  benAsVisitor = await waymark.createContact('sitecore', '2026-01-03T08:00:00Z')
  bens.push(
    ...(await waymark.act(
      benAsVisitor,
      [
        {
          what: 'pagevisit',
          at: '2026-01-03T08:00:00Z',
          url: '/sale?utm_source=news+letter&utm_campaign=spring%2F26#top',
        },
        { ...form, at: '2026-01-03T08:00:01Z' },
      ],
      { channel: shopChannel },
    )),
  )
  const names = [
    'page',
    'click',
    'custom',
    'goal',
    'event',
    'outcome',
    'campaign',
    'form',
    'shop',
    'recognised',
  ]
  stored = Object.fromEntries([...adas, ...bens].map((id, n) => [id, names[n] ?? id]))
})
afterAll(() => waymark.close())

async function list(query = ''): Promise<string[]> {
  const { items } = await waymark.read(`/api/v1/activities?${query}`)
  return items.map((activity: Activity) => stored[activity.id] ?? activity.id)
}

async function find(name: string): Promise<Activity> {
  const { items } = await waymark.read('/api/v1/activities')
  return items.find((activity: Activity) => stored[activity.id] === name)
}

describe('An activity', () => {
  test('shows everything that is known of it', async () => {
    const page = await find('page')
    expect(await find('custom')).toEqual({
      id: expect.any(String),
      contactId: ada,
      visitId: page.id,
      parentId: page.id,
      channelId: appChannel,
      kind: 'custom',
      type: 'custom_loan_calculator',
      definitionId: waymark.catalogue.snapshot.definition('activityType', 'custom_loan_calculator')?.guid,
      title: "Loan calculator usage '12000'",
      value: '12000',
      url: null,
      referrer: null,
      occurredAt: '2026-01-01T08:00:02.000Z',
      receivedAt: '2026-01-01T08:00:02.000Z',
      timeSource: 'server',
      points: 0,
      monetaryValue: null,
      currency: null,
      data: { years: 5 },
      contact: { displayName: 'Anonymous - 2026-01-01 08:00:00.000', known: false },
      visit: {
        campaignId: spring,
        campaign: 'Spring',
        utm: null,
        robot: false,
        startedAt: '2026-01-01T08:00:00.000Z',
        durationMs: 6_000,
        points: 50,
      },
    })
    expect(page).toMatchObject({
      parentId: null,
      url: '/home',
      referrer: 'https://search.example',
      data: null,
    })
  })

  test.each([
    ['page', 'pageView', 'pagevisit', "Page visit 'Home'"],
    ['click', 'click', 'click', "Clicked 'Buy'"],
    ['goal', 'goal', 'Register', 'Registration'],
    ['event', 'event', 'Download', 'Download'],
    ['outcome', 'outcome', 'Opportunity', 'Opportunity'],
    ['campaign', 'campaign', 'Spring', 'Spring'],
    ['form', 'dataInput', 'datainput', "Data input 'form'"],
  ])('has kind, type and title of its definition: %s', async (name, kind, type, title) => {
    expect(await find(name)).toMatchObject({ kind, type, title })
  })

  test('has the points of its goal, and its money as a number', async () => {
    expect(await find('goal')).toMatchObject({ points: 50, monetaryValue: null, currency: null })
    expect(await find('outcome')).toMatchObject({ points: 0, monetaryValue: -12.3456, currency: 'USD' })
  })

  test('belongs to the survivor after a merge', async () => {
    expect((await find('shop')).contactId).toBe(ben)
  })
})

const all = ['recognised', 'shop', 'form', 'campaign', 'outcome', 'event', 'goal', 'custom', 'click', 'page']

describe('The list of activities', () => {
  test('is newest first, those of one moment in the order of their request', async () => {
    expect(await list()).toEqual(all)
    expect(await list('sort=occurredAt')).toEqual(all.toReversed())
  })

  test.each([
    ['kind=goal', ['goal']],
    ['kind=custom', ['custom']],
    ['kind=pageView', ['shop', 'page']],
    ['type=PageVisit', ['shop', 'page']],
    ['type=register', ['goal']],
    ['type=register&kind=goal', ['goal']],
    ['type=register&kind=event', []],
    ['type=nothing', []],
    ['channel=shop', ['recognised', 'shop']],
    ['channel=SHOP', ['recognised', 'shop']],
    [`channel=${shopChannel.toUpperCase()}`, ['recognised', 'shop']],
    ['from=2026-01-02T08:00:00Z', ['recognised', 'shop', 'form']],
    ['to=2026-01-01T08:00:02Z', ['click', 'page']],
    ['from=2026-01-01T08:00:03Z&to=2026-01-01T08:00:05Z', ['event', 'goal']],
    ['from=2026-01-02T00:00:00Z&to=2026-01-01T00:00:00Z', []],
    ['robots=false&kind=goal', ['goal']],
    ['kind=goal,outcome', ['outcome', 'goal']],
    ['kind=-pageView,-dataInput,-campaign', ['outcome', 'event', 'goal', 'custom', 'click']],
    ['kind=-pageView&to=2026-01-01T08:00:03Z', ['custom', 'click']],
    ['type=register,pagevisit', ['shop', 'goal', 'page']],
    ['type=9326CB1E-CEC8-48F2-9A3E-91C7DBB2166C', ['shop', 'page']],
    ['channel=shop,app&kind=pageView', ['shop', 'page']],
    ['search=12000', ['custom']],
    ['search=LOAN CALC', ['custom']],
    ['search=/SALE', ['shop']],
    ['search=page visit', ['shop', 'page']],
    ['search=100%25', []],
    ['search=sal_', []],
    ['property=years:5', ['custom']],
    ['property=years', ['custom']],
    ['property=years:6', []],
    ['property=ye\\:ars', []],
    ['utm=source:news letter', ['recognised', 'shop']],
    ['utm=campaign:spring/26&kind=dataInput', ['recognised']],
    ['utm=source:news', []],
    ['utm=medium:.*', []],
    ['campaign=a3f4bc8b-6d84-454f-8215-000000000000', []],
    ['contact=a3f4bc8b-6d84-454f-8215-000000000000', []],
    ['visit=a3f4bc8b-6d84-454f-8215-000000000000', []],
  ])('is narrowed by %s', async (query, names) => {
    expect(await list(query)).toEqual(names)
    expect(await list(`${query}&sort=occurredAt`)).toEqual(names.toReversed())
    expect(await waymark.read(`/api/v1/activities?limit=1&count=true&${query}`)).toMatchObject({
      total: names.length,
      totalIsEstimate: false,
    })
  })

  test('of a campaign holds what was done in the visits that it brought', async () => {
    expect(await list(`campaign=${spring}&sort=occurredAt`)).toEqual(all.toReversed().slice(0, 7))
    expect(await list(`campaign=${spring}&kind=goal,event`)).toEqual(['event', 'goal'])
  })

  test('passes over days on which nothing of the channel was counted, whatever the time zone', async () => {
    const statement = await waymark.read('/api/v1/activities?channel=shop&sort=occurredAt&limit=1')
    const next = await waymark.read(
      `/api/v1/activities?channel=shop&sort=occurredAt&limit=1&cursor=${statement.nextCursor}`,
    )
    expect(stored[next.items[0].id]).toBe('recognised')
    expect(next.nextCursor).toBeNull()
  })

  test('shows the name of the contact, and how its visit was tagged', async () => {
    const [recognised] = (await waymark.read('/api/v1/activities?limit=1')).items
    expect(recognised).toMatchObject({
      contactId: ben,
      contact: { displayName: 'ben@example.com', known: true },
      visit: { campaignId: null, utm: { source: 'news letter', campaign: 'spring/26', medium: null } },
    })
  })

  test('of a channel that is not there is refused, since a misspelt name looks like one without visitors', async () => {
    const reply = await waymark.app.inject({
      url: '/api/v1/activities?channel=nowhere',
      headers: { authorization: `Bearer ${token}` },
    })
    expect(reply.statusCode).toBe(400)
    expect(reply.json()).toMatchObject({
      code: 'invalid_parameter',
      detail: "There is no channel 'nowhere'.",
      errors: [{ parameter: 'channel' }],
    })
  })

  test('of a contact takes any of its ids, and holds what happened under all of them', async () => {
    for (const id of [ben, benAsVisitor, benAsVisitor.toUpperCase()]) {
      expect(await list(`contact=${id}`)).toEqual(['recognised', 'shop', 'form'])
      expect(await list(`contact=${id}&kind=pageView`)).toEqual(['shop'])
      expect(await list(`contact=${id}&to=2026-01-03T08:00:00Z`)).toEqual(['form'])
    }
    expect((await waymark.read(`/api/v1/activities?contact=${benAsVisitor}&count=true`)).total).toBe(3)
  })

  test('of a visit holds the activities that are under another id of the contact, too', async () => {
    const { visitId } = await find('shop')
    expect(await list(`visit=${visitId}`)).toEqual(['recognised', 'shop'])
    expect(await list(`visit=${visitId}&contact=${ben}`)).toEqual(['recognised', 'shop'])
    expect(await list(`visit=${visitId}&contact=${ada}`)).toEqual([])
  })

  test('of a contact without activities is empty', async () => {
    const nobody = await waymark.createContact('xperience', '2026-01-05T08:00:00Z')
    expect(await list(`contact=${nobody}`)).toEqual([])
  })

  test('shows a renamed type under its new name, in the past too', async () => {
    await waymark.provision({ events: [{ name: 'Download', displayName: 'Brochure' }] })
    expect((await find('event')).title).toBe('Brochure')
    await waymark.provision({ events: [{ name: 'Download', displayName: 'Download' }] })
  })

  test('is the same in pages of any size, whatever narrows it', async () => {
    const narrowed = fc.constantFrom(
      '',
      'kind=-goal',
      'kind=goal,event,click',
      'channel=app',
      'search=a',
      'robots=false',
    )
    await fc.assert(
      fc.asyncProperty(
        narrowed,
        fc.constantFrom('occurredAt', '-occurredAt'),
        fc.integer({ min: 1, max: 6 }),
        async (filter, sort, limit) => {
          const whole = (await waymark.read(`/api/v1/activities?${filter}&sort=${sort}`)).items
          const paged: Activity[] = []
          for (let cursor: string | null = ''; cursor !== null; ) {
            const page: { items: Activity[]; nextCursor: string | null } = await waymark.read(
              `/api/v1/activities?${filter}&sort=${sort}&limit=${limit}&cursor=${cursor}`,
            )
            paged.push(...page.items)
            cursor = page.nextCursor
          }
          expect(paged).toEqual(whole)
        },
      ),
      { numRuns: 20 },
    )
  })

  test.each([
    ['property=%00', 'property'],
    ['property=:gold', 'property'],
    ['utm=newsletter', 'utm'],
    ['utm=source:', 'utm'],
    ['kind=goal,-event', 'kind'],
    ['campaign=spring', 'campaign'],
  ])('refuses %s', async (query, parameter) => {
    const reply = await waymark.get(`/api/v1/activities?${query}`)
    expect(reply.statusCode).toBe(400)
    expect(reply.json()).toMatchObject({ code: 'invalid_parameter', errors: [{ parameter }] })
  })

  test('refuses a kind that there is not', async () => {
    const reply = await waymark.get('/api/v1/activities?kind=purchase')
    expect(reply.statusCode).toBe(400)
    expect(reply.json().detail).toBe(
      'kind must be one or several, separated by commas, of pageView, goal, event, outcome, campaign, click, ' +
        'dataInput, custom; with a - before each all but these.',
    )
  })
})
