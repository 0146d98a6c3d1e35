import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import {
  installSitecore,
  KEY,
  LISTING_KEY,
  OPEN_KEY,
  PROVISIONAL_KEY,
  type SitecoreInstallation,
} from '../../server/test/support/sitecore-installation.ts'
import { Browser } from './browser.ts'
import {
  axiosFetcher,
  type ClientName,
  createFetcher,
  reasonOf,
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

const options = (client: ClientName, more: Partial<TrackingOptions> = {}): TrackingOptions => ({
  host: waymark.host,
  querystringParams: { sc_apikey: KEY },
  fetcher: createFetcher(client, browser),
  ...more,
})
const track = (events: unknown, more: Partial<TrackingOptions> = {}, client: ClientName = 'trk19') =>
  trackEvent[client](events, options(client, more))
const storedNames = async () =>
  (await waymark.readActivities(browser.visitor(waymark.host))).map(({ name }) => name)
const withKey = (sc_apikey: unknown) => ({ querystringParams: { sc_apikey } })

/** Those whose rejection carries the reply. */
const clientsThatTell = [
  'trk11',
  'trk16',
  'trk18',
  'trk19',
  'jss20',
  'jss21',
  'jss223',
  'jss22',
  'jss23',
] as const

describe('case 10: the API key', () => {
  test.each(clientsThatTell)(
    'that is missing, undefined or wrong is refused, and %s can read why',
    async (client) => {
      const keys = [
        { querystringParams: {} },
        withKey(undefined),
        withKey('{00000000-0000-4000-8000-000000000000}'),
      ]
      for (const key of keys) {
        const { status, data } = await reasonOf(track([{ goalId: 'Register' }], key, client))
        expect(status).toBe(400)
        expect(data).toMatchObject({
          error: { code: 'invalid_api_key', message: expect.stringMatching(/^API key is not valid/) },
        })
      }
      expect(browser.analyticsCookie(waymark.host)).toBeUndefined()
    },
  )

  test('that is undefined is answered with a hint at the environment variable', async () => {
    const { data } = await reasonOf(track([{ goalId: 'Register' }], withKey(undefined)))
    expect(data).toMatchObject({ error: { message: expect.stringContaining('environment variable') } })
  })

  test('without its dashes is the same key', async () => {
    await track([{ goalId: 'Register' }], withKey(KEY.replaceAll(/[{}-]/g, '')))
    expect(await storedNames()).toEqual(['Register'])
  })
})

test('case 11: the API key may come as a header instead', async () => {
  const fetcher = axiosFetcher('jss19', browser, { sc_apikey: KEY })
  await track([{ goalId: 'Register' }], { fetcher, querystringParams: {} })
  expect(await storedNames()).toEqual(['Register'])
})

describe('case 16', () => {
  const post = (body: string) =>
    browser.fetch(`${waymark.host}/sitecore/api/jss/track/event?sc_apikey=${encodeURIComponent(KEY)}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body,
    })

  test.each([
    ['null', null, 'null_event'],
    ['an event of no known type', { foo: 1 }, 'unknown_item'],
    ['a goal that nobody defined', { goalId: 'nope' }, 'unknown_goal'],
  ])('%s is refused with 400', async (_title, event, code) => {
    for (const client of ['trk19', 'jss22'] as const) {
      const { status, data } = await reasonOf(track([event], {}, client))
      expect(status).toBe(400)
      expect(data).toMatchObject({ error: { code }, events: [{ index: 0, status: 'error', code }] })
    }
  })

  test('an empty batch is accepted and stores nothing', async () => {
    await expect(track([])).resolves.toMatchObject({ accepted: 0 })
    expect(browser.analyticsCookie(waymark.host)).toBeUndefined()
  })

  test.each(['', '{', '[{"goalId":}]', '[1,2', '\u0000', '{"goalId":"Register"'])(
    'the malformed body %j is refused with 400',
    async (body) => {
      expect((await post(body)).status).toBe(400)
    },
  )

  test('a goal that nobody defined is accepted where the channel allows it', async () => {
    await track([{ goalId: 'Somebody will define me' }], withKey(PROVISIONAL_KEY))
    expect(await storedNames()).toEqual(['Somebody will define me'])
  })
})

test.each(clientsThatTell)(
  'case 17: of a good and a wrong goal the good one is kept, and %s can read which is wrong',
  async (client) => {
    const { status, data } = await reasonOf(track([{ goalId: 'Register' }, { goalId: 'nope' }], {}, client))
    expect(status).toBe(400)
    expect(data).toMatchObject({
      error: { code: 'unknown_goal' },
      events: [
        { index: 0, status: 'ok' },
        { index: 1, status: 'error', code: 'unknown_goal', message: expect.stringContaining('nope') },
      ],
    })
    expect(await storedNames()).toEqual(['Register'])
  },
)

describe('case 18', () => {
  test('an empty query and a path in another case are served', async () => {
    const fetcher = axiosFetcher('jss19', browser, { sc_apikey: KEY })
    await track([{ goalId: 'Register' }], {
      fetcher,
      querystringParams: {},
      serviceUrl: '/Sitecore/API/jss/Track',
    })
    expect(await storedNames()).toEqual(['Register'])
  })

  test('another service address is served where it is configured', async () => {
    const elsewhere = await installSitecore({ env: { WAYMARK_SITECORE_PATH: '/custom/track' } })
    try {
      await track([{ goalId: 'Register' }], { host: elsewhere.host, serviceUrl: '/custom/track' })
      expect(await elsewhere.readActivities(browser.visitor(elsewhere.host))).toMatchObject([
        { name: 'Register' },
      ])
      expect(await reasonOf(track([{ goalId: 'Register' }], { host: elsewhere.host }))).toMatchObject({
        status: 404,
      })
      // Consent is beside it, and nowhere else either.
      const named = { sc_apikey: KEY, consent: 'Newsletter' }
      const consent = { action: 'give', host: elsewhere.host, querystringParams: named }
      await track([], { ...consent, serviceUrl: '/custom/consent' })
      const usual = track([], { ...consent, serviceUrl: '/sitecore/api/jss/consent' })
      expect(await reasonOf(usual)).toMatchObject({ status: 404 })
    } finally {
      await elsewhere.close()
    }
  })
})

describe('case 19: a preflight', () => {
  const preflight = (key: string, origin: string) =>
    fetch(`${waymark.host}/sitecore/api/jss/track/event?sc_apikey=${encodeURIComponent(key)}`, {
      method: 'OPTIONS',
      headers: {
        origin,
        'access-control-request-method': 'POST',
        'access-control-request-headers': 'content-type',
      },
    })

  test.each([
    ['from a listed origin', LISTING_KEY, 'https://app.example.com'],
    ['with a key that says *', OPEN_KEY, 'https://anywhere.example'],
  ])('%s is answered with that very origin, with credentials', async (_title, key, origin) => {
    const { status, headers } = await preflight(key, origin)
    expect(status).toBe(204)
    expect(headers.get('access-control-allow-origin')).toBe(origin)
    expect(headers.get('access-control-allow-credentials')).toBe('true')
    expect(headers.get('access-control-allow-methods')).toBe('POST, GET, OPTIONS')
    expect(headers.get('access-control-allow-headers')).toContain('content-type, sc_apikey')
    expect(headers.get('vary')).toContain('Origin')
  })

  test('from another origin is answered with no permission', async () => {
    const { headers } = await preflight(LISTING_KEY, 'https://evil.example')
    expect([...headers.keys()].filter((name) => name.startsWith('access-control-'))).toEqual([])
    expect(headers.get('vary')).toContain('Origin')
  })
})

test.each(clientsThatTell)(
  'case 23: while the service is switched off %s rejects, and can say why',
  async (client) => {
    const { status, data } = await reasonOf(
      track([{ goalId: 'Register' }], { host: (await switchedOff()).host }, client),
    )
    expect(status).toBe(404)
    expect(data).toMatchObject({ error: { code: 'service_disabled' } })
  },
)

let off: Promise<SitecoreInstallation> | undefined
function switchedOff(): Promise<SitecoreInstallation> {
  off ??= installSitecore({ settings: { 'sitecore.enabled': false } })
  return off
}
afterAll(async () => (await off)?.close())
