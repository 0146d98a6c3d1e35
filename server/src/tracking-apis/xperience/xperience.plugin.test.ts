import fc from 'fast-check'
import type { InjectOptions } from 'fastify'
import { describe, expect, test } from 'vitest'
import {
  authorised,
  channelA,
  createXperienceApp,
  createXperienceCatalogue,
  disabledKey,
  keyA,
  knownContact,
  publishedKey,
  RememberingEngine,
} from '../../../test/support/xperience.ts'
import type { Settings } from '../../catalogue/settings.ts'
import { EngineUnavailable } from '../../engine/contract.ts'

const consents = `/Kentico.Tracking/contacts/${knownContact}/consents/TrackingConsent`
const paths = {
  '/Kentico.Tracking/consents/TrackingConsent': ['GET'],
  '/Kentico.Tracking/contacts': ['POST'],
  [consents]: ['GET', 'POST'],
  [`/Kentico.Tracking/${knownContact}/consents/TrackingConsent`]: ['GET'],
  '/Kentico.Tracking/activities': ['POST'],
}
const activities = {
  method: 'POST',
  url: '/Kentico.Tracking/activities',
  headers: authorised,
} satisfies InjectOptions
const withSettings = (settings: Partial<Settings>) =>
  createXperienceApp({ catalogue: createXperienceCatalogue({ settings }) })

describe('switched off', () => {
  test.each(['headless.enabled', 'headless.trackingEnabled'] as const)(
    'by %s, every route answers 404, with or without a key, whatever the method',
    async (setting) => {
      const app = withSettings({ [setting]: false })
      for (const [url, methods] of Object.entries(paths)) {
        for (const method of [...methods, 'DELETE', 'OPTIONS'] as 'GET'[]) {
          const reply = await app.inject({ method, url, headers: authorised })
          expect([reply.statusCode, reply.json().code]).toEqual([404, 'tracking_disabled'])
        }
      }
    },
  )

  test('and on again at once when the setting changes', async () => {
    const off = createXperienceCatalogue({ settings: { 'headless.trackingEnabled': false } })
    const catalogue = { ...off }
    const app = createXperienceApp({ catalogue })
    const ask = async () =>
      (await app.inject({ method: 'POST', url: '/Kentico.Tracking/contacts', headers: authorised }))
        .statusCode
    expect(await ask()).toBe(404)
    Object.assign(catalogue, { snapshot: createXperienceCatalogue().snapshot })
    expect(await ask()).toBe(200)
  })
})

describe('paths', () => {
  test('are matched in any case and with a slash at the end', async () => {
    const app = createXperienceApp()
    const url = fc.mixedCase(fc.constantFrom('/kentico.tracking/contacts', '/kentico.tracking/contacts/'))
    await fc.assert(
      fc.asyncProperty(url, async (url) => {
        expect((await app.inject({ method: 'POST', url, headers: authorised })).statusCode).toBe(200)
      }),
      { numRuns: 20 },
    )
    const consent = await app.inject({
      url: '/KENTICO.TRACKING/Consents/trackingCONSENT/?LANGUAGENAME=DE',
      headers: authorised,
    })
    expect(consent.json()).toEqual({ shortText: '<p>Kurz</p>', fullText: '<p>Lang</p>' })
  })

  test.each([
    '/Kentico.Tracking',
    '/kentico.tracking/',
    '/Kentico.Tracking/consents',
    '/Kentico.Tracking/contacts/x',
    '/Kentico.Tracking/contacts/x/consents',
    '/Kentico.Tracking/activities/1',
    '/Kentico.Tracking/graphql',
  ])('that are unknown, such as %s, are 404 without a key, for every method', async (url) => {
    const app = createXperienceApp()
    for (const method of ['GET', 'POST', 'PUT', 'DELETE', 'OPTIONS'] as const) {
      const reply = await app.inject({ method, url, payload: '{', headers: { 'content-type': 'text/plain' } })
      expect([reply.statusCode, reply.json().code]).toEqual([404, 'unknown_path'])
    }
  })
})

describe('methods', () => {
  test.each(Object.entries(paths))(
    '%s takes %j alone: any other is 405 with Allow, without a key',
    async (url, methods) => {
      const app = createXperienceApp()
      const allow = [...methods, ...(methods.includes('GET') ? ['HEAD'] : []), 'OPTIONS'].join(', ')
      for (const method of ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'] as const) {
        if (methods.includes(method)) continue
        const reply = await app.inject({
          method,
          url,
          payload: '{',
          headers: { 'content-type': 'text/plain' },
        })
        expect([reply.statusCode, reply.headers.allow]).toEqual([405, allow])
      }
      const options = await app.inject({ method: 'OPTIONS', url })
      expect([options.statusCode, options.headers.allow, options.body]).toEqual([204, allow, ''])
    },
  )
})

describe('the key', () => {
  test.each([`Bearer ${keyA}`, `bearer ${keyA}`, `BEARER  ${keyA} `])('%j opens', async (authorization) => {
    const reply = await createXperienceApp().inject({
      ...activities,
      url: '/Kentico.Tracking/contacts',
      headers: { authorization },
    })
    expect(reply.statusCode).toBe(200)
  })

  test.each([
    [undefined, 401, 'missing_key'],
    ['', 401, 'missing_key'],
    ['Bearer', 401, 'missing_key'],
    ['Bearer  ', 401, 'missing_key'],
    [keyA, 401, 'missing_key'],
    [`Basic ${keyA}`, 401, 'missing_key'],
    [`Bearer${keyA}`, 401, 'missing_key'],
    [`Bearer ${keyA.toUpperCase()}`, 401, 'invalid_key'],
    [`Bearer ${keyA}x`, 401, 'invalid_key'],
    [`Bearer ${'x'.repeat(5_000)}`, 401, 'invalid_key'],
    [`Bearer ${disabledKey}`, 401, 'invalid_key'],
    [`Bearer ${publishedKey}`, 403, 'wrong_key_access'],
    ['Bearer draft-key', 403, 'wrong_key_access'],
  ])('%j is answered with %i', async (authorization, status, code) => {
    const app = createXperienceApp()
    for (const [url, [method]] of Object.entries(paths)) {
      const reply = await app.inject({
        method: method as 'GET',
        url,
        headers: { ...(authorization !== undefined && { authorization }) },
      })
      expect([reply.statusCode, reply.json().code]).toEqual([status, code])
      expect(/^Bearer/.test(String(reply.headers['www-authenticate']))).toBe(status === 401)
      expect(reply.body).not.toContain(keyA)
    }
  })
})

describe('a refusal', () => {
  test('is problem JSON that says what to mend', async () => {
    const reply = await createXperienceApp().inject({
      ...activities,
      payload: { channel: 'x', contact: knownContact },
    })
    expect(reply.headers['content-type']).toBe('application/problem+json; charset=utf-8')
    expect(reply.json()).toEqual({
      type: 'about:blank',
      title: 'Bad Request',
      status: 400,
      code: 'invalid_body',
      detail: 'The channel must be the GUID of a channel. The activities must be an array of activities.',
      traceId: expect.any(String),
      errors: {
        channel: ['The channel must be the GUID of a channel.'],
        activities: ['The activities must be an array of activities.'],
      },
    })
  })

  test('is judged in one order: what is wrong first decides, whatever else is wrong', async () => {
    const engine = new RememberingEngine()
    const app = createXperienceApp({ engine, maxBodyBytes: 400 })
    const body = {
      channel: channelA.guid,
      contact: '16b035b8-6658-4a1b-b1de-5994e4975fb1',
      activities: [] as string[],
    }
    const json = { ...authorised, 'content-type': 'application/json' }
    const text = { ...authorised, 'content-type': 'text/plain' }
    const large = 'x'.repeat(401)
    const steps: [number, InjectOptions][] = [
      [404, { method: 'PUT', url: '/Kentico.Tracking/nothing', payload: large }],
      [405, { ...activities, method: 'PUT', headers: { 'content-type': 'text/plain' }, payload: large }],
      [401, { ...activities, headers: { 'content-type': 'text/plain' }, payload: large }],
      [403, { ...activities, headers: { authorization: `Bearer ${publishedKey}` }, payload: large }],
      [413, { ...activities, headers: text, payload: large }],
      [415, { ...activities, headers: text, payload: '{' }],
      [400, { ...activities, headers: json, payload: '{' }],
      [400, { ...activities, headers: json, payload: { ...body, channel: knownContact, contact: 'x' } }],
      [403, { ...activities, headers: json, payload: { ...body, channel: knownContact } }],
      [404, { ...activities, headers: json, payload: body }],
      [207, { ...activities, headers: json, payload: { ...body, contact: knownContact } }],
    ]
    const statuses = []
    for (const [, request] of steps) statuses.push((await app.inject(request)).statusCode)
    expect(statuses).toEqual(steps.map(([status]) => status))
  })

  test('of a database that is away is 503 with Retry-After', async () => {
    const engine = {
      accept: () => Promise.reject(new EngineUnavailable('The database cannot be reached.')),
      close: async () => {},
    }
    const app = createXperienceApp({ engine })
    const reply = await app.inject({ ...activities, url: '/Kentico.Tracking/contacts' })
    expect([reply.statusCode, reply.headers['retry-after'], reply.json().code]).toEqual([
      503,
      '1',
      'unavailable',
    ])
  })

  test('of a query that the database has no time for is 503 too', async () => {
    const accept = () =>
      Promise.reject(Object.assign(new Error('connect ECONNREFUSED'), { code: 'ECONNREFUSED' }))
    const app = createXperienceApp({ engine: { accept, close: async () => {} } })
    const reply = await app.inject({ ...activities, url: '/Kentico.Tracking/contacts' })
    expect([reply.statusCode, reply.headers['retry-after']]).toEqual([503, '1'])
  })

  test('of a defect says nothing of its inside', async () => {
    const engine = { accept: () => Promise.reject(new Error('secret')), close: async () => {} }
    const reply = await createXperienceApp({ engine }).inject({
      ...activities,
      url: '/Kentico.Tracking/contacts',
    })
    expect(reply.statusCode).toBe(500)
    expect(reply.body).not.toContain('secret')
  })
})

describe('CORS', () => {
  const origin = 'https://www.example.com'
  const corsHeaders = (headers: Record<string, unknown>) =>
    Object.keys(headers).filter((name) => name.startsWith('access-control') || name === 'vary')
  const settings = { 'headless.corsAllowedOrigins': 'www.example.com;localhost:3000' }

  test('has no headers at all while no origin is configured, on preflights neither', async () => {
    const app = createXperienceApp()
    for (const method of ['POST', 'OPTIONS'] as const) {
      const reply = await app.inject({
        ...activities,
        method,
        headers: { ...authorised, origin, 'access-control-request-method': 'POST' },
      })
      expect(corsHeaders(reply.headers)).toEqual([])
    }
  })

  test('echoes an allowed origin, on refusals too, and no other one', async () => {
    const app = withSettings(settings)
    for (const request of [
      activities,
      { ...activities, headers: {} },
      { ...activities, url: '/Kentico.Tracking/nothing' },
    ]) {
      const allowed = await app.inject({ ...request, headers: { ...request.headers, origin } })
      expect(allowed.headers).toMatchObject({ 'access-control-allow-origin': origin, vary: 'Origin' })
      const other = await app.inject({
        ...request,
        headers: { ...request.headers, origin: 'https://evil.net' },
      })
      expect(corsHeaders(other.headers)).toEqual(['vary'])
    }
  })

  test('answers a star to everybody when the star is configured', async () => {
    const reply = await withSettings({ 'headless.corsAllowedOrigins': '*' }).inject({
      ...activities,
      headers: { origin: 'null' },
    })
    expect(reply.headers['access-control-allow-origin']).toBe('*')
  })

  test('answers a preflight without a key, and echoes the headers that it asks for', async () => {
    const reply = await withSettings(settings).inject({
      method: 'OPTIONS',
      url: activities.url,
      headers: {
        origin,
        'access-control-request-method': 'POST',
        'access-control-request-headers': 'authorization,content-type',
      },
    })
    expect(reply.statusCode).toBe(204)
    expect(reply.headers).toMatchObject({
      'access-control-allow-origin': origin,
      'access-control-allow-methods': 'GET, POST, OPTIONS',
      'access-control-allow-headers': 'authorization,content-type',
      vary: 'Origin',
    })
  })

  test('names the configured headers instead of echoing', async () => {
    const app = withSettings({ ...settings, 'headless.corsAllowedHeaders': 'Authorization; Content-Type' })
    const reply = await app.inject({
      method: 'OPTIONS',
      url: activities.url,
      headers: { origin, 'access-control-request-headers': 'x-other' },
    })
    expect(reply.headers['access-control-allow-headers']).toBe('Authorization, Content-Type')
  })

  test('tells a preflight of another origin nothing', async () => {
    const reply = await withSettings(settings).inject({
      method: 'OPTIONS',
      url: activities.url,
      headers: { origin: 'https://evil.net', 'access-control-request-method': 'POST' },
    })
    expect([reply.statusCode, corsHeaders(reply.headers)]).toEqual([204, ['vary']])
  })
})
