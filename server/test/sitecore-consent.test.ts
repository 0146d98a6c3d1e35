import type { InjectOptions } from 'fastify'
import { Type } from 'typebox'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { newId, toCompactGuid } from '../src/domain/ids.ts'
import { defineProcessor } from '../src/pipeline/define-processor.ts'
import { tracked } from '../src/pipeline/processor.ts'
import {
  channelA,
  channelB,
  installXperience,
  type XperienceInstallation,
} from './support/xperience-installation.ts'

const KEY = '8c9e1a52-0b5d-4c1d-9b61-6d7d5a5b2f10'
/** Lists https://app.example.com. */
const LISTING_KEY = '0e4f3c64-33f5-4b4c-8a53-1f7c8e3e5a01'
/** Of a channel that requires nothing. */
const FREE_KEY = '5b3d9c1e-7a50-4b0e-9e0b-7c7b3a1d2c02'

/** Takes `{"login": "luke"}` for a download by who is luke in the CRM. */
const login = defineProcessor({
  name: 'login',
  api: 'sitecore',
  schema: Type.Object({ login: Type.String() }),
  process({ login }, context) {
    context.addEvent('Download')
    context.identify('crm', login)
    return tracked()
  },
})

let waymark: XperienceInstallation
beforeAll(async () => {
  waymark = await installXperience([login])
  await waymark.provision({
    settings: { 'cookies.sameSite': 'lax' },
    consents: [{ name: 'TrackingConsent' }, { name: 'Newsletter' }],
    events: [{ name: 'Download' }],
    channels: [
      {
        ...careful,
        apiKeys: [
          { name: 'jss', access: 'sitecore', secret: KEY },
          { name: 'cors', access: 'sitecore', secret: LISTING_KEY, corsOrigins: 'https://app.example.com' },
        ],
      },
      {
        id: channelB,
        codeName: 'b',
        apiKeys: [{ name: 'jss', access: 'sitecore', secret: FREE_KEY }],
      },
    ],
  })
})
afterAll(() => waymark?.close())
const careful = { id: channelA, codeName: 'a', requireConsent: 'TrackingConsent', allowProvisional: false }
beforeEach(() => waymark.provision({ channels: [careful] }))

const base = '/sitecore/api/jss'
const ask = (url: string, options: InjectOptions & { key?: string } = {}) => {
  const { key = KEY, ...more } = options
  const separator = url.includes('?') ? '&' : '?'
  return waymark.app.inject({ method: 'POST', ...more, url: `${base}${url}${separator}sc_apikey=${key}` })
}
const track = (options: InjectOptions & { key?: string } = {}) =>
  ask('/track/event', { payload: [{ eventId: 'Download' }], ...options })
type Reply = Awaited<ReturnType<typeof ask>>
const cookiesOf = (reply: Reply): string[] => [reply.headers['set-cookie'] ?? []].flat()
const cookieOf = (reply: Reply, name: string) =>
  cookiesOf(reply).find((cookie) => cookie.startsWith(`${name}=`))
const analytics = 'SC_ANALYTICS_GLOBAL_COOKIE'
const choice = 'SC_TRACKING_CONSENT'
/** What a browser sends back of the cookies of a reply. */
const kept = (reply: Reply): { cookie: string } => ({
  cookie: cookiesOf(reply)
    .map((cookie) => cookie.split(';')[0])
    .join('; '),
})
const choicesIn = (reply: Reply) =>
  JSON.parse(decodeURIComponent(/^\w+=([^;]*)/.exec(cookieOf(reply, choice) ?? '')?.[1] ?? 'null'))

async function countRows(): Promise<Record<string, number>> {
  const counts: Record<string, number> = {}
  for (const table of [
    'contact_state',
    'activities',
    'visits',
    'consent_agreements',
    'definitions',
  ] as const) {
    counts[table] = (
      await waymark.queries.selectFrom(table).select(waymark.queries.fn.countAll().as('n')).execute()
    )
      .map(({ n }) => Number(n))
      .at(0) as number
  }
  return counts
}

describe('before consent', () => {
  const somebody = { cookie: `${analytics}=${toCompactGuid(newId())}|True` }
  const origin = { origin: 'https://app.example.com' }

  test.each<[string, () => Promise<Reply>]>([
    ['an event', () => track()],
    ['an event with a cookie that names nobody yet', () => track({ headers: somebody })],
    ['an event with the visitor header', () => track({ headers: { 'x-waymark-visitor': newId() } })],
    ['an empty batch', () => track({ payload: [] })],
    ['an event that is unknown', () => track({ payload: [{ goalId: 'nope' }] })],
    [
      'a body that is no JSON',
      () => track({ payload: '{', headers: { 'content-type': 'application/json' } }),
    ],
    [
      'triggers in the query',
      () => ask('/track/event?sc_camp=Spring&sc_trk=Download', { headers: somebody }),
    ],
    ['a flush', () => ask('/track/flush', { headers: somebody })],
    ['a flush without a key', () => waymark.app.inject({ url: `${base}/track/flush`, headers: somebody })],
    ['a preflight', () => ask('/consent/give', { method: 'OPTIONS', headers: origin, key: LISTING_KEY })],
    ['another method', () => ask('/consent/give', { method: 'PUT', headers: somebody })],
    ['a consent that is unknown', () => ask('/consent/give?consent=nope', { headers: somebody })],
    ['another consent', () => ask('/consent/give?consent=newsletter', { headers: somebody })],
    ['a wrong key', () => ask('/consent/give', { headers: somebody, key: newId() })],
  ])('%s stores nothing, makes nobody and sets neither cookie nor visitor header', async (_title, send) => {
    const before = await countRows()
    const reply = await send()
    expect(reply.statusCode).toBeLessThan(500)
    expect([cookiesOf(reply), reply.headers['x-waymark-visitor']]).toEqual([[], undefined])
    expect(await countRows()).toEqual(before)
  })

  test('the reply is 200 and says of each event that it is not stored, and why', async () => {
    const reply = await track({ payload: [{ eventId: 'Download' }, { goalId: 'nope' }] })
    expect([reply.statusCode, reply.json()]).toEqual([
      200,
      {
        status: 'not_stored',
        accepted: 0,
        code: 'consent_required',
        message: expect.stringContaining('consent'),
        events: [
          { index: 0, status: 'not_stored' },
          { index: 1, status: 'not_stored' },
        ],
      },
    ])
  })

  test('no provisional definition is made of what a visitor sends', async () => {
    await waymark.provision({ channels: [{ ...careful, allowProvisional: true }] })
    const before = await countRows()
    await track({ payload: [{ goalId: 'unheard' }] })
    await track({ payload: [{ goalId: 'unheard' }], headers: somebody })
    expect(await countRows()).toEqual(before)
    const given = await ask('/consent/give')
    expect((await track({ payload: [{ goalId: 'unheard' }], headers: kept(given) })).json().status).toBe('ok')
  })

  test('the cookie of a visitor whom another channel knows is not renewed, nor by a flush without a key', async () => {
    const headers = kept(await track({ key: FREE_KEY }))
    expect(cookiesOf(await track({ headers }))).toEqual([])
    expect(cookiesOf(await ask('/track/flush', { headers }))).toEqual([])
    expect(cookiesOf(await waymark.app.inject({ url: `${base}/track/flush`, headers }))).toEqual([])
    expect(cookiesOf(await ask('/track/flush', { headers, key: FREE_KEY }))).toHaveLength(1)
  })
})

describe('giving consent', () => {
  test('makes the visitor, sets both cookies, and the next event is stored', async () => {
    const before = await countRows()
    const reply = await ask('/consent/give')
    expect([reply.statusCode, reply.json()]).toEqual([
      200,
      { status: 'ok', consent: 'TrackingConsent', agreed: true },
    ])
    expect(cookieOf(reply, analytics)).toMatch(
      /=[0-9a-f]{32}\|False; path=\/; max-age=315360000; HttpOnly; SameSite=Lax$/,
    )
    expect(cookieOf(reply, choice)).toBe(
      'SC_TRACKING_CONSENT=%7B%22a%22%3Atrue%7D; path=/; max-age=315360000; SameSite=Lax',
    )
    expect(reply.headers['x-waymark-visitor']).toBeDefined()
    expect(await countRows()).toMatchObject({
      contact_state: (before.contact_state ?? 0) + 1,
      consent_agreements: (before.consent_agreements ?? 0) + 1,
    })
    const next = await track({ headers: kept(reply) })
    expect(next.json()).toMatchObject({ status: 'ok', accepted: 1 })
    expect(cookieOf(next, analytics)?.split(';')[0]).toBe(cookieOf(reply, analytics)?.split(';')[0])
  })

  test('keeps the id that the visitor sends, in the cookie or in the header', async () => {
    const id = newId()
    const byHeader = await ask('/consent/give', { headers: { 'x-waymark-visitor': id } })
    expect(byHeader.headers['x-waymark-visitor']).toBe(id)
    expect((await track({ headers: { 'x-waymark-visitor': id } })).json().status).toBe('ok')
    const cookie = `${analytics}=${toCompactGuid(newId())}|True`
    const byCookie = await ask('/consent/give', { headers: { cookie } })
    expect(cookieOf(byCookie, analytics)).toContain(cookie)
    expect(byCookie.headers['x-waymark-visitor']).toBeUndefined()
  })

  test('gives who sends the id of a contact of the Xperience API a fresh one', async () => {
    const contact = await waymark.createContact()
    const reply = await ask('/consent/give', { headers: { 'x-waymark-visitor': contact } })
    expect(reply.headers['x-waymark-visitor']).not.toBe(contact)
    const { rows } = {
      rows: await waymark.queries.selectFrom('consent_agreements').select('contact_id').execute(),
    }
    expect(rows.map(({ contact_id }) => contact_id)).not.toContain(contact)
  })

  test('twice, or at once from two tabs, does what once does', async () => {
    const given = await ask('/consent/give')
    const again = await Promise.all([1, 2].map(() => ask('/consent/give', { headers: kept(given) })))
    for (const reply of again) expect(cookieOf(reply, analytics)).toBe(cookieOf(given, analytics))
    expect((await track({ headers: kept(given) })).json().status).toBe('ok')
  })

  test('of another consent leaves the choice of tracking as it is', async () => {
    const given = await ask('/consent/give')
    const other = await ask('/consent/give?consent=Newsletter', { headers: kept(given) })
    expect(other.json()).toEqual({ status: 'ok', consent: 'Newsletter', agreed: true })
    expect(cookieOf(other, choice)).toBeUndefined()
    const revoked = await ask('/consent/revoke?consent=Newsletter', { headers: kept(given) })
    expect(cookiesOf(revoked)).toEqual([])
    expect((await track({ headers: kept(given) })).json().status).toBe('ok')
  })

  test('of another consent needs the required one first', async () => {
    const reply = await ask('/consent/give?consent=Newsletter')
    expect([reply.statusCode, reply.json().error.code]).toEqual([403, 'consent_required'])
  })
})

describe('an event that says that somebody else is there', () => {
  test('is not stored before that one has agreed, and does not touch the others', async () => {
    const headers = kept(await ask('/consent/give'))
    const send = (...payload: object[]) => track({ headers, payload })
    expect((await send({ login: 'luke' })).json()).toMatchObject({ status: 'ok', accepted: 1 })
    const before = await countRows()
    const alone = await send({ login: 'leia' })
    expect([alone.statusCode, alone.json(), cookiesOf(alone)]).toEqual([
      200,
      {
        status: 'not_stored',
        accepted: 0,
        code: 'consent_required',
        message: expect.any(String),
        events: [{ index: 0, status: 'not_stored' }],
      },
      [],
    ])
    expect(await countRows()).toEqual(before)
    const among = await send({ eventId: 'Download' }, { login: 'leia' }, { eventId: 'Download' })
    expect([among.statusCode, among.json().events]).toEqual([
      400,
      [
        { index: 0, status: 'ok' },
        { index: 1, status: 'error', code: 'consent_required', message: expect.any(String) },
        { index: 2, status: 'ok' },
      ],
    ])
    expect((await countRows()).activities).toBe((before.activities ?? 0) + 2)

    const elsewhere = kept(await ask('/consent/give'))
    await track({ headers: elsewhere, payload: [{ login: 'leia' }] })
    expect((await send({ login: 'leia' })).json()).toMatchObject({ status: 'ok', accepted: 1 })
  })
})

describe('revoking consent', () => {
  test('ends the visit, expires the analytics cookie under its value, and nothing is stored until it is given again', async () => {
    const given = await ask('/consent/give')
    const headers = kept(given)
    await track({ headers })
    const revoked = await ask('/consent/revoke', { headers })
    expect(revoked.json()).toEqual({ status: 'ok', consent: 'TrackingConsent', agreed: false })
    const value = cookieOf(given, analytics)?.split(';')[0]
    expect(cookieOf(revoked, analytics)).toBe(`${value}; path=/; max-age=0; HttpOnly; SameSite=Lax`)
    expect(choicesIn(revoked)).toEqual({ a: false })
    expect(revoked.headers['x-waymark-visitor']).toBeUndefined()
    const before = await countRows()
    for (const reply of [
      await track({ headers }),
      await track({ headers, payload: [] }),
      await ask('/track/flush', { headers }),
    ]) {
      expect([reply.statusCode, cookiesOf(reply)]).toEqual([200, []])
    }
    expect(await countRows()).toEqual(before)
    await ask('/consent/give', { headers })
    expect((await track({ headers })).json().status).toBe('ok')
    expect((await countRows()).visits).toBe((before.visits ?? 0) + 1)
  })

  test('by nobody makes nobody, and still tells the choice', async () => {
    const before = await countRows()
    const contact = await waymark.createContact()
    const made = (before.contact_state ?? 0) + 1
    for (const headers of [{}, { 'x-waymark-visitor': newId() }, { 'x-waymark-visitor': contact }]) {
      const reply = await ask('/consent/revoke', { headers })
      expect([reply.statusCode, choicesIn(reply)]).toEqual([200, { a: false }])
    }
    expect(await countRows()).toEqual({ ...before, contact_state: made })
  })

  test('twice does what once does', async () => {
    const headers = kept(await ask('/consent/give'))
    await ask('/consent/revoke', { headers })
    expect((await ask('/consent/revoke', { headers })).statusCode).toBe(200)
    expect((await track({ headers })).json().status).toBe('not_stored')
  })

  test('counts at once: of what is sent after it was answered nothing is stored', async () => {
    for (let round = 0; round < 10; round++) {
      const given = await ask('/consent/give')
      const headers = kept(given)
      const visitor = String(given.headers['x-waymark-visitor'])
      const count = async () =>
        (
          await waymark.queries
            .selectFrom('activities')
            .select('id')
            .where('contact_id', '=', visitor)
            .execute()
        ).length
      const early = Array.from({ length: 10 }, () => track({ headers }))
      const revoking = ask('/consent/revoke', { headers })
      const during = Array.from({ length: 10 }, () => track({ headers }))
      await revoking
      const late = Array.from({ length: 10 }, () => track({ headers }))
      for (const reply of await Promise.all(late)) {
        expect([reply.json().status, cookiesOf(reply)]).toEqual(['not_stored', []])
      }
      const stored = (await Promise.all([...early, ...during])).filter(
        (reply) => reply.json().status === 'ok',
      )
      expect(await count()).toBe(stored.length)
    }
  })
})

describe('the consent addresses', () => {
  test.each([
    ['the query', { url: '/consent/give?CONSENT=trackingconsent' }],
    ['an object', { payload: { consent: 'TrackingConsent' } }],
    ['a list of one, as the official clients send it', { payload: [{ Consent: ' trackingconsent ' }] }],
    ['nothing at all', {}],
    ['an empty list', { payload: [] }],
    ['null', { payload: { consent: null } }],
    ['a blank name', { payload: { consent: ' ' } }],
  ])('take %s', async (_title, { url = '/consent/give', ...options }: { url?: string; payload?: object }) => {
    const reply = await ask(url, options)
    expect([reply.statusCode, reply.json().consent]).toEqual([200, 'TrackingConsent'])
  })

  test.each([
    [400, 'invalid_consent', '{"consent":5}'],
    [400, 'invalid_consent', '"TrackingConsent"'],
    [400, 'invalid_consent', '[{},{}]'],
    [400, 'malformed_json', '{'],
    [400, 'too_deep', '['.repeat(40)],
    [404, 'consent_not_found', '{"consent":"nope"}'],
    [413, 'body_too_large', `"${'x'.repeat(1_100_000)}"`],
  ])('answer %i %s to a body that is not right', async (status, code, payload) => {
    const reply = await ask('/consent/revoke', { payload, headers: { 'content-type': 'application/json' } })
    expect([reply.statusCode, reply.json().error.code]).toEqual([status, code])
    expect(cookiesOf(reply)).toEqual([])
  })

  test('want JSON where there is a body', async () => {
    const reply = await ask('/consent/give', {
      payload: 'consent=x',
      headers: { 'content-type': 'text/plain' },
    })
    expect([reply.statusCode, reply.json().error.code]).toEqual([415, 'unsupported_media_type'])
  })

  test('want a name where the channel requires no consent, and then do the same', async () => {
    const reply = await ask('/consent/give', { key: FREE_KEY })
    expect([reply.statusCode, reply.json().error.code]).toEqual([400, 'consent_not_named'])
    const given = await ask('/consent/give?consent=TrackingConsent', { key: FREE_KEY })
    expect(choicesIn(given)).toEqual({ b: true })
    const revoked = await ask('/consent/revoke?consent=TrackingConsent', {
      key: FREE_KEY,
      headers: kept(given),
    })
    expect([choicesIn(revoked), cookieOf(revoked, analytics)]).toEqual([
      { b: false },
      expect.stringContaining('max-age=0'),
    ])
  })

  test('take the key in a header too, and refuse without a good one', async () => {
    const url = `${base}/consent/give`
    expect((await waymark.app.inject({ method: 'POST', url, headers: { sc_apikey: KEY } })).statusCode).toBe(
      200,
    )
    const reply = await waymark.app.inject({ method: 'POST', url })
    expect([reply.statusCode, reply.json().error.code]).toEqual([400, 'invalid_api_key'])
  })

  test('answer other methods with 405 and other paths with 404, in any case', async () => {
    const wrong = await ask('/Consent/GIVE', { method: 'GET' })
    expect([wrong.statusCode, wrong.headers.allow]).toEqual([405, 'POST, OPTIONS'])
    expect((await ask('/consent/take')).json().error.code).toBe('unknown_action')
    expect((await ask('/Consent/Give/')).statusCode).toBe(200)
  })

  test('let pages of listed origins call, and only those', async () => {
    const origin = 'https://app.example.com'
    const preflight = await ask('/consent/give', { method: 'OPTIONS', headers: { origin }, key: LISTING_KEY })
    expect([preflight.statusCode, preflight.headers['access-control-allow-origin']]).toEqual([204, origin])
    const listed = await ask('/consent/give', { headers: { origin }, key: LISTING_KEY })
    expect(listed.headers).toMatchObject({
      'access-control-allow-origin': origin,
      'access-control-allow-credentials': 'true',
    })
    const other = await ask('/consent/give', {
      headers: { origin: 'https://evil.example' },
      key: LISTING_KEY,
    })
    expect([other.statusCode, cookiesOf(other)]).toEqual([403, []])
  })

  test('are gone with the switch', async () => {
    await waymark.provision({ settings: { 'sitecore.enabled': false } })
    expect((await ask('/consent/give')).json().error.code).toBe('service_disabled')
    await waymark.provision({ settings: { 'sitecore.enabled': true } })
  })
})

describe('the setting of a channel', () => {
  test('holds at the next request, in both directions', async () => {
    const free = { ...careful, requireConsent: null }
    await waymark.provision({ channels: [free] })
    const headers = kept(await track())
    await waymark.provision({ channels: [careful] })
    expect((await track({ headers })).json().status).toBe('not_stored')
    await waymark.provision({ channels: [free] })
    expect((await track({ headers })).json().status).toBe('ok')
  })
})
