import fc from 'fast-check'
import { afterAll, describe, expect, test } from 'vitest'
import {
  createSitecoreApp,
  createSitecoreCatalogue,
  everywhereKey,
  flushUrl,
  listedKey,
  openKey,
  withoutEverywhereKey,
} from '../../../test/support/sitecore.ts'

const app = createSitecoreApp({ publicUrl: 'https://track.example.com' })
const strict = createSitecoreApp({ catalogue: withoutEverywhereKey(createSitecoreCatalogue()) })
afterAll(() => Promise.all([app.close(), strict.close()]))

const event = '/sitecore/api/jss/track/event'
const payload = [{ goalId: 'Register' }]
const listed = 'https://app.example.com'
const alien = 'https://evil.example'

const post = (
  sc_apikey: string | undefined,
  origin: string,
  headers: Record<string, string> = {},
  on = app,
) =>
  on.inject({
    method: 'POST',
    url: event,
    query: sc_apikey ? { sc_apikey } : {},
    payload,
    headers: { origin, ...headers },
  })
const preflight = (sc_apikey: string | undefined, origin: string, on = app) =>
  on.inject({
    method: 'OPTIONS',
    url: event,
    query: sc_apikey ? { sc_apikey } : {},
    headers: {
      origin,
      'access-control-request-method': 'POST',
      'access-control-request-headers': 'content-type,x-extra',
    },
  })
const corsOf = (reply: { headers: NodeJS.Dict<unknown> }) =>
  Object.fromEntries(Object.entries(reply.headers).filter(([name]) => name.startsWith('access-control-')))

const permission = (origin: string) => ({
  'access-control-allow-origin': origin,
  'access-control-allow-credentials': 'true',
  'access-control-expose-headers': 'X-Waymark-Visitor',
})

describe('a request', () => {
  test('from a listed origin may be read there, with credentials', async () => {
    for (const [key, origin] of [
      [listedKey, listed],
      [listedKey, 'http://localhost:3000'],
      [everywhereKey, alien],
      [everywhereKey, 'null'],
    ] as const) {
      const reply = await post(key, origin)
      expect(reply.statusCode).toBe(200)
      expect(corsOf(reply)).toEqual(permission(origin))
      expect(reply.headers.vary).toBe('Origin')
    }
  })

  test('from an origin that the key does not list is refused and cannot be read', async () => {
    const reply = await post(listedKey, alien)
    expect([reply.statusCode, reply.json().error.code]).toEqual([403, 'origin_not_allowed'])
    expect(corsOf(reply)).toEqual({})
    expect(reply.headers.vary).toBe('Origin')
  })

  test('with a key that lists no origins is taken from everywhere, without CORS headers', async () => {
    const reply = await post(openKey, alien)
    expect([reply.statusCode, corsOf(reply)]).toEqual([200, {}])
  })

  test('that is refused may be read by the page that sent it, so that its author sees the reason', async () => {
    const failed = await app.inject({
      method: 'POST',
      url: event,
      query: { sc_apikey: listedKey },
      payload: 'x',
      headers: { origin: listed, 'content-type': 'text/plain' },
    })
    expect([failed.statusCode, corsOf(failed)]).toEqual([415, permission(listed)])
    const keyless = await post(undefined, listed, {}, strict)
    expect([keyless.statusCode, corsOf(keyless)]).toEqual([400, permission(listed)])
    expect(corsOf(await post(undefined, alien, {}, strict))).toEqual({})
    const unknown = await strict.inject({ method: 'POST', url: `${event}x`, headers: { origin: listed } })
    expect([unknown.statusCode, corsOf(unknown)]).toEqual([404, permission(listed)])
  })

  test.each([
    ['its own host', { host: 'app.internal:4100' }, 'http://app.internal:4100'],
    ['its own host behind a proxy that ends TLS', { host: 'shop.example' }, 'https://shop.example'],
    ['the public address', { host: 'internal:4100' }, 'https://track.example.com'],
  ])('from %s is same-origin, though browsers send Origin with it', async (_title, headers, origin) => {
    const reply = await post(listedKey, origin, headers)
    expect([reply.statusCode, corsOf(reply)]).toEqual([200, {}])
  })

  test.each(['http://app.internal', 'http://app.internal:4101', 'http://xapp.internal:4100', 'null'])(
    'from %s is not same-origin with http://app.internal:4100',
    async (origin) => {
      expect((await post(listedKey, origin, { host: 'app.internal:4100' })).statusCode).toBe(403)
    },
  )

  test('to flush without a key is taken from everywhere and may be read where some key lists the origin', async () => {
    const flush = (origin: string) => strict.inject({ method: 'POST', url: flushUrl, headers: { origin } })
    expect(corsOf(await flush(listed))).toEqual(permission(listed))
    const other = await flush(alien)
    expect([other.statusCode, corsOf(other)]).toEqual([200, {}])
  })
})

describe('an origin', () => {
  test('is compared whole: whatever is put before, into or behind a listed one makes it another one', async () => {
    const position = fc.integer({ min: 0, max: listed.length })
    const insertion = fc.string({ unit: fc.constantFrom(...'abz.-:/@#?19%'), minLength: 1, maxLength: 12 })
    await fc.assert(
      fc.asyncProperty(position, insertion, async (at, text) => {
        const origin = listed.slice(0, at) + text + listed.slice(at)
        fc.pre(origin !== `${listed}:443`)
        const reply = await post(listedKey, origin)
        expect([reply.statusCode, corsOf(reply)]).toEqual([403, {}])
      }),
    )
  })

  test('is the same with the default port of its scheme and in another case', async () => {
    for (const origin of ['https://app.example.com:443', 'HTTPS://App.Example.com']) {
      expect(corsOf(await post(listedKey, origin))).toEqual(permission(origin))
    }
    expect((await post(listedKey, 'http://app.example.com')).statusCode).toBe(403)
    expect((await post(listedKey, 'https://app.example.com:80')).statusCode).toBe(403)
  })
})

describe('a preflight', () => {
  const allowed = (origin: string) => ({
    ...permission(origin),
    'access-control-allow-methods': 'POST, GET, OPTIONS',
    'access-control-allow-headers': 'content-type, sc_apikey, x-waymark-visitor, content-type,x-extra',
    'access-control-max-age': '600',
  })

  test('from a listed origin is allowed, also where the key says *', async () => {
    for (const [key, origin] of [
      [listedKey, listed],
      [everywhereKey, alien],
    ] as const) {
      const reply = await preflight(key, origin)
      expect([reply.statusCode, corsOf(reply), reply.body]).toEqual([204, allowed(origin), ''])
      expect(reply.headers.vary).toBe('Origin, Access-Control-Request-Headers')
    }
  })

  test('from another origin, or with a key that lists none, gets no permission', async () => {
    for (const reply of [await preflight(listedKey, alien), await preflight(openKey, listed)]) {
      expect([reply.statusCode, corsOf(reply), reply.headers.vary]).toEqual([204, {}, 'Origin'])
    }
  })

  test('without a valid key is allowed for any origin that some enabled key lists', async () => {
    for (const key of [undefined, 'undefined', 'x']) {
      expect(corsOf(await preflight(key, listed, strict))).toEqual(allowed(listed))
      expect(corsOf(await preflight(key, alien, strict))).toEqual({})
      expect(corsOf(await preflight(key, 'https://disabled.example.com', strict))).toEqual({})
    }
  })

  test('repeats only what can be the name of a header', async () => {
    const reply = await app.inject({
      method: 'OPTIONS',
      url: event,
      headers: { origin: listed, 'access-control-request-headers': 'x-a, <script>' },
    })
    expect(reply.headers['access-control-allow-headers']).toBe('content-type, sc_apikey, x-waymark-visitor')
  })

  test('is no preflight without Origin, and answers 204 all the same', async () => {
    const reply = await app.inject({ method: 'OPTIONS', url: event })
    expect([reply.statusCode, corsOf(reply)]).toEqual([204, {}])
  })
})
