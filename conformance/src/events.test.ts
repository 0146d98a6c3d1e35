import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import {
  installSitecore,
  KEY,
  REGISTER,
  type SitecoreInstallation,
} from '../../server/test/support/sitecore-installation.ts'
import { ANALYTICS_COOKIE, Browser } from './browser.ts'
import {
  axiosFetcher,
  type ClientName,
  createFetcher,
  loadOnServer,
  nativeFetcher,
  type TrackingOptions,
  trackEvent,
} from './clients.ts'

let waymark: SitecoreInstallation
let browser: Browser
beforeAll(async () => {
  waymark = await installSitecore()
})
afterAll(() => waymark?.close())
beforeEach(() => {
  browser = new Browser()
})
afterEach(() => {
  const cookies = browser.replies.flatMap(({ setCookie }) => setCookie)
  for (const cookie of cookies)
    expect(cookie).toMatch(/^SC_ANALYTICS_GLOBAL_COOKIE=[0-9a-f]{32}\|(True|False);/)
})

const options = (client: ClientName): TrackingOptions => ({
  host: waymark.host,
  querystringParams: { sc_apikey: KEY },
  fetcher: createFetcher(client, browser),
})
const track = (events: unknown, client: ClientName = 'trk19') => trackEvent[client](events, options(client))
const stored = () => waymark.readActivities(browser.visitor(waymark.host))
const storedNames = async () => (await stored()).map(({ kind, name }) => `${kind} ${name}`)

const allClients = Object.keys(trackEvent) as ClientName[]
const HOME = '{110D559F-DEA5-42EA-9C1C-8A5DF7E70EF9}'

describe('case 1: a goal', () => {
  test.each(allClients)(
    'sent by %s resolves, is stored once, and sets the analytics cookie',
    async (client) => {
      await expect(track([{ goalId: 'Register' }], client)).resolves.toMatchObject({
        status: 'ok',
        accepted: 1,
      })
      expect(browser.analyticsCookie(waymark.host)).toMatchObject({
        key: ANALYTICS_COOKIE,
        value: expect.stringMatching(/^[0-9a-f]{32}\|(True|False)$/),
        path: '/',
        httpOnly: true,
      })
      expect(await stored()).toMatchObject([{ kind: 'goal', name: 'Register', points: 50 }])
    },
  )

  test.each(allClients)('sent twice by %s comes from one visitor', async (client) => {
    await track([{ goalId: 'Register' }], client)
    await track([{ goalId: 'Instant Demo' }], client)
    expect(await storedNames()).toEqual(['goal Register', 'goal Instant Demo'])
  })
})

test.each(allClients)('case 2: an event that is not in an array is one event (%s)', async (client) => {
  await track({ eventId: 'Download' }, client)
  expect(await storedNames()).toEqual(['event Download'])
})

test.each(allClients)(
  'case 3: what follows a page view in a batch belongs to that page (%s)',
  async (client) => {
    await track(
      [
        { eventId: 'Download' },
        { goalId: 'Instant Demo' },
        { outcomeId: 'Opportunity' },
        { pageId: HOME, url: '/arbitrary/url/you/own' },
        { goalId: 'Register' },
      ],
      client,
    )
    const activities = await stored()
    expect(activities.map(({ name }) => name)).toEqual([
      'Download',
      'Instant Demo',
      'Opportunity',
      'pagevisit',
      'Register',
    ])
    const page = activities[3]
    expect(page).toMatchObject({
      url: '/arbitrary/url/you/own',
      data: { pageId: HOME.slice(1, -1).toLowerCase() },
    })
    expect(activities.map(({ parentId }) => parentId)).toEqual([null, null, null, null, page?.id])
  },
)

test('case 6: a monetary value is stored as the number that its text says, and as none where it says nothing', async () => {
  await track([{ outcomeId: 'Marketing Lead', currencyCode: 'USD', monetaryValue: '1337.00' }])
  await track([{ outcomeId: 'Marketing Lead', currencyCode: 'USD', monetaryValue: '' }])
  await track([{ outcomeId: 'Marketing Lead' }])
  const outcomes = (await stored()).map(({ monetary, currency }) => [monetary, currency])
  expect(outcomes).toEqual([
    ['1337.0000', 'USD'],
    [null, 'USD'],
    [null, null],
  ])
})

test.each([
  ['', ''],
  ['/products', HOME],
])(
  'case 7: the outcome of the Next.js sample with url %j and page %j is exactly one outcome',
  async (url, pageId) => {
    await track([{ url, pageId, outcomeId: 'Opportunity', currencyCode: 'USD', monetaryValue: '5' }], 'jss22')
    expect(await stored()).toMatchObject([{ kind: 'outcome', monetary: '5.0000', data: { url, pageId } }])
  },
)

test('case 8: every notation of its GUID and every case of its name name the same goal', async () => {
  const notations = [`{${REGISTER.toUpperCase()}}`, REGISTER, REGISTER.replaceAll('-', ''), 'rEGISTER']
  await track(notations.map((goalId) => ({ goalId })))
  expect(await storedNames()).toEqual(notations.map(() => 'goal Register'))
})

test('case 9: extra fields are stored with the event', async () => {
  await track([{ goalId: 'Register', data: 'x', nested: { a: 1 } }])
  expect(await stored()).toMatchObject([{ data: { data: 'x', nested: { a: 1 } } }])
})

test.each(['jss22', 'jss23'] as const)(
  'case 12: what %s wraps for a fetcher of the older contract is unwrapped and stored once',
  async (client) => {
    const fetcher = axiosFetcher('jss19', browser)
    await trackEvent[client]([{ goalId: 'Register' }, { eventId: 'Download' }], {
      ...options(client),
      fetcher,
    })
    expect(await storedNames()).toEqual(['goal Register', 'event Download'])
  },
)

test.each(['jss21', 'jss223'] as const)(
  'case 14: an event that %s sends by its NativeDataFetcher is stored although its promise rejects',
  async (client) => {
    const fetcher = nativeFetcher(client, browser)
    await expect(
      trackEvent[client]([{ goalId: 'Register' }], { ...options(client), fetcher }),
    ).rejects.toThrow()
    expect(browser.replies).toMatchObject([{ status: 200 }])
    expect(await storedNames()).toEqual(['goal Register'])
  },
)

test('case 15: without a page the client resolves without a request; with its test flag it sends one', async () => {
  const onServer = loadOnServer('jss22/tracking')
  await expect(onServer([{ goalId: 'Register' }], options('jss22'))).resolves.toBeUndefined()
  expect(browser.replies).toEqual([])
  await onServer([{ goalId: 'Register' }], { ...options('jss22'), test: true })
  expect(await storedNames()).toEqual(['goal Register'])
})

test('case 25: no reply has an empty analytics cookie, and what clients send is no page view by itself', async () => {
  await track([{ eventId: 'Download' }])
  await expect(track([{ goalId: 'nope' }])).rejects.toThrow()
  await track([])
  await trackEvent.trk19([], { ...options('trk19'), action: 'flush' })
  await browser.fetch(`${waymark.host}/sitecore/api/jss/track/flush`)
  expect(browser.replies.map(({ status }) => status)).toEqual([200, 400, 200, 200, 200])
  expect(browser.replies.map(({ setCookie }) => setCookie.length)).toEqual([1, 1, 1, 1, 1])
  expect(await storedNames()).toEqual(['event Download'])
})
