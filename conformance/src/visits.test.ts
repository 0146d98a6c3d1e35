import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import {
  installSitecore,
  KEY,
  type SitecoreInstallation,
} from '../../server/test/support/sitecore-installation.ts'
import { Browser } from './browser.ts'
import { type ClientName, createFetcher, trackEvent } from './clients.ts'

let waymark: SitecoreInstallation
let browser: Browser
beforeAll(async () => {
  waymark = await installSitecore()
})
afterAll(() => waymark?.close())
beforeEach(() => {
  browser = new Browser()
})

function track(
  events: unknown,
  more: { in?: Browser; client?: ClientName; action?: string; query?: object } = {},
) {
  const client = more.client ?? 'trk19'
  return trackEvent[client](events, {
    host: waymark.host,
    querystringParams: { sc_apikey: KEY, ...more.query },
    fetcher: createFetcher(client, more.in ?? browser),
    ...(more.action !== undefined && { action: more.action }),
  })
}
const visitorOf = (one: Browser) => one.visitor(waymark.host)
const visits = () => waymark.readVisits(visitorOf(browser))
const activities = () => waymark.readActivities(visitorOf(browser))
const flushAddress = () => `${waymark.host}/sitecore/api/jss/track/flush`

describe('case 4: a flush', () => {
  test.each(['trk11', 'trk19', 'jss21', 'jss22', 'jss23'] as const)(
    'by %s ends the visit, and the next event begins another one of the same contact',
    async (client) => {
      await track([{ eventId: 'Download' }], { client })
      const contact = visitorOf(browser)
      await track([], { client, action: 'flush' })
      expect(await visits()).toMatchObject([{ flushed: true }])
      await track([{ goalId: 'Register' }], { client })
      expect(visitorOf(browser)).toBe(contact)
      expect(await visits()).toMatchObject([{ flushed: true }, { flushed: false }])
    },
  )
})

describe('case 5: the address of the flush', () => {
  test.each([
    ['visited without a key', {}],
    [
      'posted to as by a page in mode no-cors',
      { method: 'POST', body: '', headers: { 'content-type': 'text/plain;charset=UTF-8' } },
    ],
  ])('%s ends the visit', async (_title, init) => {
    await track([{ eventId: 'Download' }])
    expect((await browser.fetch(flushAddress(), init)).status).toBe(200)
    expect(await visits()).toMatchObject([{ flushed: true }])
    expect(await activities()).toHaveLength(1)
  })

  test('visited without cookies answers 2xx, and creates nothing', async () => {
    await track([{ eventId: 'Download' }])
    const before = await waymark.countContacts()
    const stranger = new Browser()
    expect((await stranger.fetch(flushAddress())).status).toBe(200)
    expect(stranger.replies).toEqual([{ status: 200, setCookie: [] }])
    expect(await waymark.countContacts()).toBe(before)
    expect(await visits()).toMatchObject([{ flushed: false }])
  })
})

describe('case 20', () => {
  test('two cookie jars are two contacts', async () => {
    const other = new Browser()
    await track([{ eventId: 'Download' }])
    await track([{ goalId: 'Register' }], { in: other })
    expect(visitorOf(other)).not.toBe(visitorOf(browser))
    expect(await activities()).toMatchObject([{ name: 'Download' }])
    expect(await waymark.readActivities(visitorOf(other))).toMatchObject([{ name: 'Register' }])
  })

  test('21 minutes after its last event a visit has ended at that event, and the next one begins another', async () => {
    await track([{ eventId: 'Download' }])
    waymark.advance(19)
    await track([{ eventId: 'Download' }])
    const last = waymark.now()
    waymark.advance(21)
    await track([{ eventId: 'Download' }])
    const [first, second, ...more] = await visits()
    expect(more).toEqual([])
    expect(first?.lastAt).toEqual(last)
    expect(second?.startedAt).toEqual(waymark.now())
  })
})

describe('case 21: a campaign', () => {
  const page = (url: string) => ({ pageId: '{110D559F-DEA5-42EA-9C1C-8A5DF7E70EF9}', url })

  test('on the first page is the campaign of the visit', async () => {
    await track([page('/landing')])
    await track([{ campaignId: 'Spring' }])
    expect(await visits()).toMatchObject([{ campaign: 'Spring' }])
  })

  test('on the second page is an activity and no more', async () => {
    await track([page('/landing'), page('/second')])
    await track([{ campaignId: 'Spring' }])
    expect(await visits()).toMatchObject([{ campaign: null, pageViews: 2 }])
    expect((await activities()).map(({ name }) => name)).toEqual(['pagevisit', 'pagevisit', 'Spring'])
  })

  test('that is the first of two on the first page wins, and both are activities', async () => {
    await track([page('/landing'), { campaignId: 'Spring' }, { campaignId: 'Autumn' }])
    expect(await visits()).toMatchObject([{ campaign: 'Spring' }])
    expect((await activities()).map(({ name }) => name)).toEqual(['pagevisit', 'Spring', 'Autumn'])
  })
})

describe('case 22: sc_camp and sc_trk', () => {
  test.each([
    ['goal', 'Register'],
    ['event', 'Download'],
  ])('in the query trigger the campaign and the %s', async (kind, name) => {
    await track([], { query: { sc_camp: 'Spring', sc_trk: name } })
    expect(await activities()).toMatchObject([
      { kind: 'campaign', name: 'Spring' },
      { kind, name },
    ])
    expect(await visits()).toMatchObject([{ campaign: 'Spring' }])
  })

  test('belong to the page that the request reports', async () => {
    await track([{ pageId: 'home', url: '/?sc_camp=Spring' }], {
      client: 'jss23',
      query: { sc_camp: 'Spring' },
    })
    const [page, campaign] = await activities()
    expect(campaign).toMatchObject({ name: 'Spring', parentId: page?.id })
  })
})
