import fc from 'fast-check'
import type { InjectOptions } from 'fastify'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { newId } from '../src/domain/ids.ts'
import {
  installSitecore,
  KEY,
  PROVISIONAL_KEY,
  type SitecoreInstallation,
} from './support/sitecore-installation.ts'

let waymark: SitecoreInstallation
beforeAll(async () => {
  waymark = await installSitecore()
})
afterAll(() => waymark?.close())
afterEach(async () => {
  const visitor = newId()
  const reply = await post('[{"goalId":"Register"}]', { 'x-waymark-visitor': visitor })
  expect(reply.statusCode).toBe(200)
  expect(await waymark.readActivities(visitor)).toHaveLength(1)
})

const base = '/sitecore/api/jss/track'
const post = (payload: string | Buffer, headers: Record<string, string> = {}, sc_apikey = KEY, query = {}) =>
  waymark.app.inject({
    method: 'POST',
    url: `${base}/event`,
    query: { sc_apikey, ...query },
    payload,
    headers: { 'content-type': 'application/json', ...headers },
  })

const members = fc.constantFrom(
  'goalId',
  'GoalID',
  'eventId',
  'outcomeId',
  'campaignId',
  'pageId',
  'url',
  'monetaryValue',
  'currencyCode',
  'body',
  'data',
  '__proto__',
  'constructor',
  'toString',
)
const names = fc.constantFrom('Register', 'Download', 'Opportunity', 'Spring', '', ' ')
const text = fc.oneof(names, fc.string({ unit: 'binary' }))
const event = fc.dictionary(fc.oneof(members, text), fc.oneof(text, fc.jsonValue()), { maxKeys: 6 })

describe('no body is answered with a 5xx, and the next event is stored', () => {
  test('whatever JSON it is', async () => {
    const bodies = fc.oneof(fc.array(event, { maxLength: 4 }), event, fc.jsonValue())
    await fc.assert(
      fc.asyncProperty(bodies, fc.constantFrom(KEY, PROVISIONAL_KEY), async (body, key) => {
        const reply = await post(JSON.stringify(body), {}, key)
        expect(reply.statusCode).toBeOneOf([200, 400])
        if (Array.isArray(body)) expect(reply.json().events).toHaveLength(body.length)
      }),
      { numRuns: 300 },
    )
  })

  test('whatever bytes it is', async () => {
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ maxLength: 200 }), async (bytes) => {
        expect((await post(Buffer.from(bytes))).statusCode).toBeOneOf([200, 400])
      }),
    )
  })

  test.each([
    ['nested too deep', `${'['.repeat(5000)}${']'.repeat(5000)}`],
    ['a key called __proto__', '[{"goalId":"Register","__proto__":{"polluted":true}}]'],
    ['a lone surrogate', '[{"goalId":"\\ud800"},{"goalId":"Register","\\udfff":"\\ud800"}]'],
    ['a NUL character', '[{"goalId":"Reg\\u0000ister"},{"goalId":"Register","a\\u0000":1}]'],
    [
      'numbers out of range',
      '[{"outcomeId":"Opportunity","monetaryValue":1e400},{"goalId":"Register","n":-1e999}]',
    ],
  ])('%s', async (_title, body) => {
    for (const key of [KEY, PROVISIONAL_KEY]) {
      expect((await post(body, {}, key)).statusCode).toBeOneOf([200, 400])
      expect((await post(JSON.stringify({ method: 'POST', body }), {}, key)).statusCode).toBeOneOf([200, 400])
    }
    expect(Object.hasOwn(Object.prototype, 'polluted')).toBe(false)
  })
})

test('no header, query or path is answered with a 5xx', async () => {
  const headerText = fc.string({
    unit: fc.constantFrom(...'abcdef0123456789-|=;,{}"%: /*\t\u00e9'),
    maxLength: 60,
  })
  const headers = fc.record(
    {
      cookie: headerText.map((value) => `SC_ANALYTICS_GLOBAL_COOKIE=${value}`),
      'x-waymark-visitor': headerText,
      origin: headerText,
      'content-type': fc.oneof(headerText, fc.constant('application/json')),
      'access-control-request-headers': headerText,
      sc_apikey: headerText,
      'content-encoding': headerText,
    },
    { requiredKeys: [] },
  )
  const query = fc.dictionary(
    fc.constantFrom('sc_apikey', 'SC_CAMP', 'sc_trk', 'x'),
    fc.oneof(text, fc.constant(KEY)),
  )
  const method = fc.constantFrom<NonNullable<InjectOptions['method']>>(
    'POST',
    'GET',
    'OPTIONS',
    'PUT',
    'HEAD',
  )
  const path = fc.oneof(fc.constantFrom('/event', '/flush', '/EVENT/', ''), fc.webPath())
  await fc.assert(
    fc.asyncProperty(headers, query, method, path, async (sent, search, verb, action) => {
      const url = `${base}${action}?${new URLSearchParams(search)}`
      const reply = await waymark.app.inject({
        method: verb,
        url,
        headers: sent,
        payload: '[{"goalId":"Register"}]',
      })
      expect(reply.statusCode).toBeLessThan(500)
      expect(String(reply.headers['set-cookie'] ?? '')).not.toContain('SC_ANALYTICS_GLOBAL_COOKIE=;')
    }),
    { numRuns: 300 },
  )
})
