import { hash } from 'node:crypto'
import { sql } from 'kysely'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { ProvisioningError } from '../src/catalogue/provisioning/provisioning-error.ts'
import {
  channelA,
  channelB,
  installXperience,
  keys,
  statusesOf,
  type XperienceInstallation,
} from './support/xperience-installation.ts'

// docs/spec/xperience.md §7, cases 9, 10, 15, 19 and 20.

let waymark: XperienceInstallation
beforeAll(async () => {
  waymark = await installXperience()
})
afterAll(() => waymark?.close())

const bearer = (key: string) => ({ authorization: `Bearer ${key}` })
const createContact = (key: string) => waymark.ask({ method: 'POST', url: '/contacts', headers: bearer(key) })

describe('case 9', () => {
  test('a channel that is not the key’s is 403, a key for content 403, a disabled one 401', async () => {
    const contact = await waymark.createContact()
    const payload = { channel: channelB, contact, activities: [] }
    expect((await waymark.ask({ method: 'POST', url: '/activities', payload })).statusCode).toBe(403)
    expect((await createContact(keys.published)).statusCode).toBe(403)
    expect((await createContact(keys.disabled)).statusCode).toBe(401)
  })

  test('a key that is disabled is refused at the next request, and again let in when it is enabled', async () => {
    const setEnabled = (enabled: boolean) =>
      waymark.provision({ channels: [{ id: channelB, apiKeys: [{ name: 'tracking', enabled }] }] })
    expect((await createContact(keys.b)).statusCode).toBe(200)
    await setEnabled(false)
    expect((await createContact(keys.b)).statusCode).toBe(401)
    await setEnabled(true)
    expect((await createContact(keys.b)).statusCode).toBe(200)
  })

  test('malformed JSON is 400, text 415, JSON with its charset welcome, PUT 405', async () => {
    const contact = await waymark.createContact()
    const send = async (type: string, payload: string, method: 'POST' | 'PUT' = 'POST') =>
      (await waymark.ask({ method, url: '/activities', headers: { 'content-type': type }, payload }))
        .statusCode
    const body = JSON.stringify({ channel: channelA, contact, activities: [] })
    expect(await send('application/json', body.slice(1))).toBe(400)
    expect(await send('text/plain', body)).toBe(415)
    expect(await send('application/json; charset=utf-8', body)).toBe(207)
    expect(await send('application/json', body, 'PUT')).toBe(405)
  })
})

describe('case 10', () => {
  afterEach(() =>
    waymark.provision({ settings: { 'headless.enabled': true, 'headless.trackingEnabled': true } }),
  )

  test.each(['headless.enabled', 'headless.trackingEnabled'])(
    'with %s off, every route is 404',
    async (setting) => {
      const contact = await waymark.createContact()
      await waymark.provision({ settings: { [setting]: false } })
      const consent = `/contacts/${contact}/consents/TrackingConsent`
      const routes = [
        ['GET', '/consents/TrackingConsent'],
        ['POST', '/contacts'],
        ['GET', consent],
        ['POST', consent],
        ['POST', '/activities'],
      ] as const
      for (const [method, url] of routes) expect((await waymark.ask({ method, url })).statusCode).toBe(404)
      await waymark.provision({ settings: { [setting]: true } })
      expect((await waymark.ask({ url: consent })).statusCode).toBe(200)
    },
  )
})

describe('case 15', () => {
  const origin = 'https://www.example.com'
  const setOrigins = (origins: string, headers = '') =>
    waymark.provision({
      settings: { 'headless.corsAllowedOrigins': origins, 'headless.corsAllowedHeaders': headers },
    })
  const allowed = async (from: string) =>
    (await waymark.ask({ method: 'POST', url: '/contacts', headers: { origin: from } })).headers[
      'access-control-allow-origin'
    ]
  const preflight = () =>
    waymark.app.inject({
      method: 'OPTIONS',
      url: '/Kentico.Tracking/activities',
      headers: {
        origin,
        'access-control-request-method': 'POST',
        'access-control-request-headers': 'authorization',
      },
    })
  afterEach(() => setOrigins(''))

  test('an allowed host is echoed, another one gets no header, a star answers all, and a change holds at once', async () => {
    expect(await allowed(origin)).toBeUndefined()
    await setOrigins('www.example.com;localhost:3000')
    expect([await allowed(origin), await allowed('https://evil.net')]).toEqual([origin, undefined])
    await setOrigins('*')
    expect(await allowed('https://evil.net')).toBe('*')
  })

  test('a preflight needs no key and gets the headers that it asks for, or those that are configured', async () => {
    await setOrigins('www.example.com')
    const echo = await preflight()
    expect([echo.statusCode, echo.headers['access-control-allow-headers']]).toEqual([204, 'authorization'])
    await setOrigins('www.example.com', 'Authorization;Content-Type')
    expect((await preflight()).headers['access-control-allow-headers']).toBe('Authorization, Content-Type')
  })
})

test('case 19: paths in any case, with a slash at the end, and the short address of the consent check are the same', async () => {
  const created = await waymark.app.inject({
    method: 'POST',
    url: '/kentico.tracking/CONTACTS/',
    headers: bearer(keys.a),
  })
  const { contact } = created.json()
  const agreed = await waymark.ask({
    method: 'POST',
    url: `/Contacts/${contact.toUpperCase()}/CONSENTS/trackingconsent/`,
    payload: { agree: true },
  })
  expect(agreed.statusCode).toBe(200)
  const short = await waymark.ask({ url: `/${contact}/consents/TRACKINGCONSENT/` })
  expect([short.statusCode, short.json()]).toEqual([200, { isAgreed: true, agreed: true }])
  const text = await waymark.ask({ url: '/CONSENTS/trackingCONSENT/?languagename=EN' })
  expect(text.json().shortText).toBe('<p>May we?</p>')
  const logged = await waymark.ask({
    method: 'POST',
    url: '/ACTIVITIES/',
    payload: { channel: channelA, contact, activities: [{ type: 'CLICK', value: 'x' }] },
  })
  expect(statusesOf(logged)).toEqual([202])
})

describe('case 20', () => {
  test('of a key only the hash is stored, with when it was made and changed', async () => {
    const { rows } = await sql<{ row: string }>`SELECT to_jsonb(k)::text AS row FROM api_keys k`.execute(
      waymark.queries,
    )
    const stored = rows.map(({ row }) => row).join('\n')
    for (const key of Object.values(keys)) {
      expect(stored).not.toContain(key)
      expect(stored).toContain(hash('sha256', key, 'hex'))
    }
    const times = await waymark.queries.selectFrom('api_keys').select(['created_at', 'modified_at']).execute()
    for (const { created_at, modified_at } of times) expect(modified_at >= created_at).toBe(true)
  })

  test('the access of a key stays as it was made', async () => {
    const change = waymark.provision({
      channels: [{ id: channelA, apiKeys: [{ name: 'published', access: 'tracking' }] }],
    })
    await expect(change).rejects.toThrow(ProvisioningError)
    expect((await createContact(keys.published)).statusCode).toBe(403)
  })
})
