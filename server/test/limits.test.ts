import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { guarded, type ListeningWaymark, startListening } from './support/listening-waymark.ts'

let waymark: ListeningWaymark
/** The server's clock stands still but for this. */
let time = Date.parse('2026-03-02T12:00:00Z')

beforeAll(async () => {
  waymark = await startListening({ env: { WAYMARK_TRUST_PROXY: '1' }, now: () => time })
})
afterAll(() => waymark.close())
// Nobody has failed or sent anything for so long.
beforeEach(() => {
  time += 10 * 60_000
})

interface Sending {
  readonly key?: string
  readonly address: string
}

function pushEvent({ key = guarded.sitecoreKey, address }: Sending) {
  return waymark.app.inject({
    method: 'POST',
    url: `/sitecore/api/jss/track/event?sc_apikey=${key}`,
    headers: { 'content-type': 'application/json', 'x-forwarded-for': address },
    payload: '[{"goalId":"Register"}]',
  })
}

function createContact({ key = guarded.trackingKey, address }: Sending) {
  return waymark.app.inject({
    method: 'POST',
    url: '/Kentico.Tracking/contacts',
    headers: { authorization: `Bearer ${key}`, 'x-forwarded-for': address },
  })
}

function readContacts({ key = guarded.token, address }: Sending) {
  return waymark.app.inject({
    url: '/api/v1/contacts',
    headers: { authorization: `Bearer ${key}`, 'x-forwarded-for': address },
  })
}

type Send = (sending: Sending) => ReturnType<typeof pushEvent>

async function statusesOf(send: Send, sending: Sending, count: number): Promise<number[]> {
  const statuses: number[] = []
  for (let n = 0; n < count; n++) statuses.push((await send(sending)).statusCode)
  return statuses
}

const apis: [name: string, send: Send, status: number][] = [
  ['Sitecore', pushEvent, 400],
  ['Xperience', createContact, 401],
  ['management', readContacts, 401],
]

describe.each(apis)('The %s API', (name, send, status) => {
  const network = name.length
  test(`answers failed authentication with ${status} a hundred times, then with 429 and Retry-After`, async () => {
    const bad = { key: 'nothing', address: `198.51.100.${network}` }
    expect(await statusesOf(send, bad, 100)).toEqual(Array(100).fill(status))
    const reply = await send(bad)
    expect(reply.statusCode).toBe(429)
    expect(reply.headers['retry-after']).toBe('1')
    expect(reply.body).toContain('too_many_failures')
    expect(reply.body).toContain('Too many such requests came from this address.')
    time += 1_000
    expect(await statusesOf(send, bad, 2)).toEqual([status, 429])
  })

  test('never refuses a valid key for the failures of its address', async () => {
    const address = `203.0.113.${network}`
    await statusesOf(send, { key: 'nothing', address }, 101)
    expect(await statusesOf(send, { address }, 20)).toEqual(Array(20).fill(200))
  })
})

test('All APIs count failures together, an IPv6 client by its network', async () => {
  const of = (host: number) => ({ key: 'nothing', address: `2001:db8:7:7::${host}` })
  for (let n = 0; n < 50; n++) {
    await pushEvent(of(3 * n))
    await readContacts(of(3 * n + 1))
  }
  expect((await createContact(of(9999))).statusCode).toBe(429)
  expect((await createContact({ key: 'nothing', address: '2001:db8:7:8::1' })).statusCode).toBe(401)
})

describe('A key with a rate limit', () => {
  test.each<[string, Send, string, number]>([
    ['Sitecore', pushEvent, guarded.slowSitecoreKey, 200],
    ['Xperience', createContact, guarded.slowTrackingKey, 200],
  ])(
    'gets through as often a second as it says, and beyond that 429 with Retry-After: %s',
    async (_, send, key) => {
      const sending = { key, address: '192.0.2.1' }
      expect(await statusesOf(send, sending, 4)).toEqual([200, 200, 200, 429])
      const reply = await send(sending)
      expect(reply.headers['retry-after']).toBe('1')
      expect(reply.body).toContain('too_many_requests')
      time += 1_000
      expect(await statusesOf(send, { ...sending, address: '192.0.2.2' }, 4)).toEqual([200, 200, 200, 429])
    },
  )

  test('limits no other key, and no preflight', async () => {
    await statusesOf(pushEvent, { key: guarded.slowSitecoreKey, address: '192.0.2.1' }, 5)
    expect((await pushEvent({ address: '192.0.2.1' })).statusCode).toBe(200)
    const preflight = await waymark.app.inject({
      method: 'OPTIONS',
      url: `/sitecore/api/jss/track/event?sc_apikey=${guarded.slowSitecoreKey}`,
    })
    expect(preflight.statusCode).toBe(204)
  })

  test('is told how much it lost, and nothing of it is stored', async () => {
    await statusesOf(pushEvent, { key: guarded.slowSitecoreKey, address: '192.0.2.1' }, 5)
    const counts = async () => (await waymark.read('/rejected-events/counts?code=too_many_requests')).items
    await expect.poll(counts).toEqual([{ code: 'too_many_requests', count: expect.any(Number) }])
    expect((await waymark.read('/rejected-events?code=too_many_requests')).items).toEqual([])
  })
})
