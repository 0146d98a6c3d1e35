import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { RejectedEventView } from '../src/features/rejected-events/rejected-events.schemas.ts'
import { type CuttingProxy, startCuttingProxy } from './support/cutting-proxy.ts'
import { guarded, type ListeningWaymark, startListening } from './support/listening-waymark.ts'

let waymark: ListeningWaymark
let contact: string

beforeAll(async () => {
  waymark = await startListening({
    env: { WAYMARK_SITECORE_MAX_BODY: '20KiB', WAYMARK_XPERIENCE_MAX_BODY: '20KiB' },
  })
  const created = await askXperience('POST', '/contacts')
  contact = ((await created.json()) as { contact: string }).contact
})
afterAll(() => waymark.close())

interface Sending {
  readonly key?: string
  readonly type?: string
  readonly origin?: string
  readonly query?: string
}

function push(
  body: string,
  { key = guarded.sitecoreKey, type = 'application/json', origin, query = '' }: Sending = {},
) {
  return fetch(`${waymark.url}/sitecore/api/jss/track/event?sc_apikey=${key}${query}`, {
    method: 'POST',
    headers: { 'content-type': type, ...(origin !== undefined && { origin }) },
    body,
  })
}

function askXperience(
  method: string,
  path: string,
  body?: unknown,
  { key = guarded.trackingKey, type }: Sending = {},
) {
  return fetch(`${waymark.url}/Kentico.Tracking${path}`, {
    method,
    headers: {
      authorization: `Bearer ${key}`,
      ...(body !== undefined && { 'content-type': type ?? 'application/json' }),
    },
    ...(body !== undefined && { body: typeof body === 'string' ? body : JSON.stringify(body) }),
  })
}

const log = (...activities: unknown[]) =>
  askXperience('POST', '/activities', { channel: guarded.channel, contact, activities })

/** What is kept of what `act` makes the server refuse, the oldest first. */
async function keptOf(act: () => Promise<unknown>, count = 1): Promise<RejectedEventView[]> {
  const from = new Date().toISOString()
  await act()
  for (let tries = 0; tries < 100; tries++) {
    const { items } = await waymark.read(`/rejected-events?sort=receivedAt&from=${from}`)
    if (items.length >= count) return items
    await sleep(20)
  }
  throw new Error('Nothing was kept.')
}

describe('What the Sitecore API refuses to a valid key', () => {
  test('is kept, item for item, and what was taken is not', async () => {
    const items = [{ goalId: 'Register' }, { goalId: 'Nobody knows' }, null, { pageId: '1', url: 5 }]
    expect(await keptOf(() => push(JSON.stringify(items)), 3)).toMatchObject([
      {
        id: expect.any(String),
        api: 'sitecore',
        channelId: guarded.channel,
        apiKey: 'jss',
        code: 'unknown_goal',
        message: "There is no goal 'Nobody knows'. Define it first, or check the spelling.",
        payload: '{"goalId":"Nobody knows"}',
        receivedAt: expect.stringMatching(/^\d{4}-\d\d-\d\dT/),
      },
      expect.objectContaining({ code: 'null_event', payload: 'null' }),
      expect.objectContaining({ code: 'invalid_url', payload: '{"pageId":"1","url":5}' }),
    ])
  })

  test.each<[string, string, Sending, string | null]>([
    ['malformed_json', '[{"goalId":', {}, '[{"goalId":'],
    ['unsupported_media_type', 'goal=Register', { type: 'text/plain' }, 'goal=Register'],
    ['too_many_events', `[${'1,'.repeat(9_999)}1,1]`, {}, `[${'1,'.repeat(9_999)}1,1]`.slice(0, 8_192)],
    ['body_too_large', `"${'x'.repeat(20 * 1024)}"`, {}, null],
    ['origin_not_allowed', '[]', { key: guarded.listingKey, origin: 'https://elsewhere.example' }, null],
    ['unknown_campaign', '[{"pageId":"1"}]', { query: '&sc_camp=Winter' }, '{"sc_camp":"Winter"}'],
    ['unknown_event', '', { query: '&sc_trk=Nothing' }, '{"sc_trk":"Nothing"}'],
  ])('is kept as a whole, as far as it was read: %s', async (code, body, sending, payload) => {
    expect(await keptOf(() => push(body, sending))).toMatchObject([{ code, payload, api: 'sitecore' }])
  })
})

describe('What the Xperience API refuses to a valid key', () => {
  test('is kept, activity for activity, and what was taken is not', async () => {
    const kept = await keptOf(() => log({ type: 'custom_loan_calculator' }, { type: 'unknown' }, 5), 2)
    expect(kept).toMatchObject([
      { api: 'xperience', apiKey: 'tracking', code: 'unknown_type', payload: '{"type":"unknown"}' },
      { code: 'invalid_activity', payload: '5' },
    ])
  })

  const other = '00000000-0000-4000-8000-000000000000'
  test.each<[string, () => Promise<unknown>, string | null]>([
    ['malformed_json', () => askXperience('POST', '/activities', '{'), '{'],
    ['invalid_body', () => askXperience('POST', '/activities', {}), '{}'],
    ['unsupported_media_type', () => askXperience('POST', '/activities', 'x', { type: 'text/plain' }), 'x'],
    ['body_too_large', () => askXperience('POST', '/activities', 'x'.repeat(20 * 1024 + 1)), null],
    [
      'wrong_channel',
      () => askXperience('POST', '/activities', { channel: other, contact: other, activities: [] }),
      `{"channel":"${other}","contact":"${other}","activities":[]}`,
    ],
    [
      'contact_not_found',
      () => askXperience('POST', '/activities', { channel: guarded.channel, contact: other, activities: [] }),
      `{"channel":"${guarded.channel}","contact":"${other}","activities":[]}`,
    ],
    [
      'consent_not_found',
      () => askXperience('POST', `/contacts/${other}/consents/Nothing`, { agree: true }),
      '{"agree":true}',
    ],
    ['invalid_contact_id', () => askXperience('GET', '/contacts/1/consents/TrackingConsent'), null],
    [
      'wrong_key_access',
      () => askXperience('POST', '/contacts', undefined, { key: guarded.contentKey }),
      null,
    ],
  ])('is kept as a whole, as far as it was read: %s', async (code, act, payload) => {
    const subject = code === 'consent_not_found' ? 'Nothing' : null
    expect(await keptOf(act)).toMatchObject([{ code, payload, subject, api: 'xperience' }])
  })
})

describe('Nothing is kept', () => {
  test('of requests without a valid key, to what is not there, and of what was taken', async () => {
    const from = new Date().toISOString()
    const unkept = [
      await push('[{"goalId":"Nobody knows"}]', { key: '00000000-0000-4000-8000-000000000000' }),
      await askXperience('POST', '/activities', {}, { key: guarded.disabledKey }),
      await askXperience('POST', '/activities', {}, { key: 'unknown' }),
      await askXperience('POST', '/nothing', {}),
      await askXperience('DELETE', '/activities', {}),
      await push('[{"goalId":"Register"}]'),
      await log({ type: 'custom_loan_calculator' }),
    ]
    expect(unkept.map(({ status }) => status)).toEqual([400, 401, 401, 404, 405, 200, 207])
    await keptOf(() => push('{'))
    const { items } = await waymark.read(`/rejected-events?from=${from}`)
    expect(items.map(({ code }: RejectedEventView) => code)).toEqual(['malformed_json'])
  })
})

describe('A flood', () => {
  test('from one key is counted in full and kept in samples', async () => {
    const from = new Date().toISOString()
    const unknown = JSON.stringify(Array.from({ length: 500 }, () => ({ outcomeId: 'Nobody knows' })))
    await Promise.all(Array.from({ length: 4 }, () => push(unknown)))
    const countOf = async () =>
      (await waymark.read('/rejected-events/counts?code=unknown_outcome')).items[0]?.count
    while ((await countOf()) !== 2_000) await sleep(20)
    const { total } = await waymark.read(`/rejected-events?code=unknown_outcome&count=true&from=${from}`)
    expect(total).toBeGreaterThanOrEqual(20)
    // Two minutes, where the clock passes from one to the next meanwhile.
    expect(total).toBeLessThanOrEqual(40)
  })
})

describe('While the database is away', () => {
  let proxy: CuttingProxy
  let cut: ListeningWaymark
  beforeAll(async () => {
    cut = await startListening({
      reach: async (database) => {
        proxy = await startCuttingProxy(database)
        return proxy.connection
      },
    })
  })
  afterAll(async () => {
    await cut.close()
    await proxy.close()
  })

  test('refusals are told as always, and kept when it is back', { timeout: 30_000 }, async () => {
    const refuse = () =>
      fetch(`${cut.url}/sitecore/api/jss/track/event?sc_apikey=${guarded.sitecoreKey}`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: '{',
      })
    proxy.setAway(true)
    expect((await refuse()).status).toBe(400)
    await sleep(300)
    proxy.setAway(false)
    while ((await cut.read('/rejected-events')).items.length === 0) await sleep(50)
    expect((await cut.read('/rejected-events')).items).toMatchObject([
      { code: 'malformed_json', payload: '{' },
    ])
  })
})
