import { get, type IncomingMessage } from 'node:http'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { guarded, type ListeningWaymark, startListening } from '../../../test/support/listening-waymark.ts'
import type { LivePage, LiveRequest, LiveRequestDetails } from './live.schemas.ts'
import type { LiveBatch } from './live-reader.ts'

let waymark: ListeningWaymark
beforeAll(async () => {
  waymark = await startListening({
    more: {
      tokens: [
        { name: 'tests', secret: guarded.token, role: 'admin' },
        { name: 'marketer', secret: 'marketer-token', role: 'marketer' },
        { name: 'viewer', secret: 'viewer-token', role: 'viewer' },
      ],
    },
  })
})
afterAll(() => waymark.close())

const eventPath = (key: string) => `/sitecore/api/jss/track/event?sc_apikey=${key}`

async function send(
  items: unknown,
  { key = guarded.sitecoreKey, headers = {} }: { key?: string; headers?: Record<string, string> } = {},
): Promise<Response> {
  return fetch(`${waymark.url}${eventPath(key)}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'user-agent': 'Mozilla/5.0 Chrome/140', ...headers },
    body: JSON.stringify(items),
  })
}

// biome-ignore lint/suspicious/noExplicitAny: tests look into the JSON as clients do
async function ask(path: string, secret: string = guarded.token): Promise<{ status: number; body: any }> {
  const reply = await fetch(`${waymark.url}/api/v1${path}`, {
    headers: { authorization: `Bearer ${secret}` },
  })
  return { status: reply.status, body: await reply.json() }
}

async function askText(path: string): Promise<string> {
  const headers = { authorization: `Bearer ${guarded.token}` }
  // Unlike `text()`, which drops the mark of the byte order.
  const bytes = await (await fetch(`${waymark.url}/api/v1${path}`, { headers })).arrayBuffer()
  return new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes)
}

async function newest(query = ''): Promise<LiveRequest> {
  const page: LivePage = await waymark.read(`/live/requests?limit=1${query}`)
  const [request] = page.items
  if (request === undefined) throw new Error('There is no request.')
  return request
}

async function detailsOf(request: LiveRequest, secret?: string): Promise<LiveRequestDetails> {
  return (await ask(`/live/requests/${request.id}`, secret)).body
}

describe('Live shows a request', () => {
  test('that was accepted, with its contact, and how it named its visitor', async () => {
    const first = await send([{ goalId: 'Register' }])
    const cookie = first.headers.getSetCookie()[0]?.split(';')[0] ?? ''
    const asNew = await newest()
    expect(asNew).toMatchObject({
      api: 'sitecore',
      endpoint: 'event',
      method: 'POST',
      verdict: 'accepted',
      code: null,
      status: 200,
      items: 1,
      accepted: 1,
      channelId: guarded.channel,
      apiKey: { name: 'jss', prefix: guarded.sitecoreKey.slice(0, 8) },
      contactId: expect.any(String),
    })
    expect((await detailsOf(asNew)).identity).toMatchObject({ source: 'none', givenId: null })

    await send([{ goalId: 'Register' }], { headers: { cookie } })
    const asKnown = await newest()
    expect(asKnown.contactId).toBe(asNew.contactId)
    const { identity } = await detailsOf(asKnown)
    expect(identity).toEqual({
      source: 'cookie',
      givenId: asNew.contactId,
      deviceId: asNew.contactId,
      contactId: asNew.contactId,
      sentCookies: true,
    })
  })

  test('whose key is the text undefined, or none that there is, and what to do about it', async () => {
    await send([], { key: 'undefined' })
    expect(await newest()).toMatchObject({
      verdict: 'refused',
      code: 'invalid_api_key',
      message: expect.stringContaining('environment variable'),
      sentKey: 'undefined',
      apiKey: null,
      channelId: null,
    })
    await send([], { key: '11111111-2222-3333-4444-555555555555' })
    expect(await newest()).toMatchObject({ code: 'invalid_api_key', sentKey: '11111111…' })
    await send([{ goalId: 'Register' }], { key: '', headers: { sc_apikey: 'in-a-header' } })
    expect(await newest()).toMatchObject({
      code: 'invalid_api_key',
      sentKey: 'in-a…',
    })
  })

  test('that was sent to a wrong address or by a wrong method under the key that it carried', async () => {
    const channelId = guarded.channel
    const path = eventPath(guarded.sitecoreKey)
    await fetch(waymark.url + path)
    expect(await newest()).toMatchObject({ code: 'method_not_allowed', channelId, apiKey: { name: 'jss' } })
    await fetch(waymark.url + path.replace('/event', '/evnt'), { method: 'POST' })
    expect(await newest()).toMatchObject({
      code: 'unknown_action',
      channelId,
      message:
        'There is nothing at /sitecore/api/jss/track/evnt. Did you mean /sitecore/api/jss/track/event?',
    })
    await fetch(`${waymark.url}/kentico.tracking/activity`, {
      method: 'POST',
      headers: { authorization: `Bearer ${guarded.trackingKey}` },
    })
    expect(await newest()).toMatchObject({
      code: 'unknown_path',
      channelId,
      message: 'There is nothing at /kentico.tracking/activity. Did you mean /Kentico.Tracking/activities?',
    })
  })

  test.each(['/sitecore/api/jss/tracking/event', '/sitecore/api/track/event', '/Sitecore/event'])(
    'to a mistyped folder of the Sitecore API, its preflight too: %s',
    async (path) => {
      for (const method of ['OPTIONS', 'POST']) {
        const reply = await fetch(`${waymark.url}${path}?sc_apikey=${guarded.sitecoreKey}`, { method })
        expect(reply.status).toBe(404)
        expect(await newest()).toMatchObject({
          method,
          code: 'unknown_action',
          channelId: guarded.channel,
          message: `There is nothing at ${path}. Did you mean /sitecore/api/jss/track/event?`,
        })
      }
    },
  )

  test('that held no events, and says so', async () => {
    expect((await send([])).status).toBe(200)
    expect(await newest()).toMatchObject({ verdict: 'accepted', code: 'no_events', items: 0 })
  })

  test.each([
    ['Bearer undefined', "is the text 'undefined'"],
    ['Bearer NULL', "is the text 'null'"],
    ['Bearer ', "no key behind 'Bearer'"],
    [`Bearer ${guarded.sitecoreKey}`, 'public key of the Sitecore API'],
    ['Bearer nobody', 'No API key of this server'],
    [`Bearer ${guarded.disabledKey}`, 'disabled'],
  ])(
    'with no good key of the Xperience API, and what was sent instead: %s',
    async (authorization, sentence) => {
      const reply = await fetch(`${waymark.url}/Kentico.Tracking/contacts`, {
        method: 'POST',
        headers: { authorization },
      })
      expect(reply.status).toBe(401)
      expect((await newest()).message).toContain(sentence)
    },
  )

  test('of an origin that is not allowed, also where the browser asks first and sends nothing then', async () => {
    const headers = { origin: 'https://other.example.com' }
    await send([{ goalId: 'Register' }], { key: guarded.listingKey, headers })
    expect(await newest()).toMatchObject({
      verdict: 'refused',
      code: 'origin_not_allowed',
      origin: 'https://other.example.com',
      apiKey: { name: 'listing' },
    })
    const count = (await waymark.read('/live/requests?q=origin_not_allowed')).items.length
    for (const url of [eventPath(guarded.listingKey), eventPath(guarded.sitecoreKey)])
      await fetch(`${waymark.url}${url}`, { method: 'OPTIONS', headers })
    expect(await newest()).toMatchObject({ method: 'OPTIONS', status: 204, code: 'origin_not_allowed' })
    expect((await waymark.read('/live/requests?q=origin_not_allowed')).items).toHaveLength(count + 2)
    await fetch(`${waymark.url}${eventPath(guarded.listingKey)}`, {
      method: 'OPTIONS',
      headers: { origin: 'https://app.example.com' },
    })
    expect((await waymark.read('/live/requests?q=origin_not_allowed')).items).toHaveLength(count + 2)
  })

  test('that was partly accepted, with what became of each item and the member at fault', async () => {
    await send([
      { goalId: 'Register' },
      { GoalId: 'Regsiter' },
      { pageId: '{110D559F-DEA5-42EA-9C1C-8A5DF7E70EF9}', url: '/' },
    ])
    const request = await newest()
    expect(request).toMatchObject({
      verdict: 'partly_accepted',
      code: 'unknown_goal',
      items: 3,
      accepted: 2,
      status: 400,
    })
    expect((await detailsOf(request)).list).toMatchObject([
      { index: 0, type: 'goal', name: 'Register', processor: 'goal', verdict: 'accepted', field: null },
      { index: 1, type: 'goal', name: 'Regsiter', verdict: 'refused', code: 'unknown_goal', field: 'GoalId' },
      { index: 2, type: 'pageView', verdict: 'accepted' },
    ])
  })

  test('of the Xperience API, its activities each with its verdict, and never its secret key', async () => {
    const headers = { authorization: `Bearer ${guarded.trackingKey}`, 'content-type': 'application/json' }
    const url = `${waymark.url}/Kentico.Tracking`
    const created = (await (await fetch(`${url}/contacts`, { method: 'POST', headers })).json()) as {
      contact: string
    }
    expect(await newest()).toMatchObject({ endpoint: 'contacts', contactId: created.contact })
    const activities = [{ type: 'pagevisit', url: '/' }, { type: 'nothing' }]
    await fetch(`${url}/activities`, {
      method: 'POST',
      headers,
      body: JSON.stringify({ channel: guarded.channel, contact: created.contact, activities }),
    })
    const request = await newest()
    expect(request).toMatchObject({ verdict: 'partly_accepted', items: 2, accepted: 1, status: 207 })
    const details = await detailsOf(request)
    expect(details.list).toMatchObject([
      { type: 'pagevisit', verdict: 'accepted' },
      { type: 'nothing', verdict: 'refused', code: 'unknown_type', field: 'type' },
    ])
    expect(details.identity).toMatchObject({ source: 'contact', contactId: created.contact })
    expect(JSON.stringify(details)).not.toContain(guarded.trackingKey)
    await fetch(`${url}/contacts`, { method: 'POST' })
    expect(await newest()).toMatchObject({ verdict: 'refused', code: 'missing_key', api: 'xperience' })
  })

  test('that was withheld, with nothing of the visitor', async () => {
    await send([{ goalId: 'Register', data: 'private words' }], { key: guarded.consentKey })
    const request = await newest()
    expect(request).toMatchObject({ verdict: 'withheld', contactId: null, items: 1, accepted: 0 })
    expect(JSON.stringify(await detailsOf(request))).not.toMatch(/private words|Mozilla/)
  })

  test('with the values of contact fields hidden from whoever may not see them', async () => {
    await send([{ goalId: 'Register', data: { email: 'ada@lovelace.example' } }])
    const request = await newest()
    const shown = await detailsOf(request)
    expect([shown.isMasked, shown.body.text]).toEqual([
      false,
      expect.stringContaining('ada@lovelace.example'),
    ])
    const masked = await detailsOf(request, 'marketer-token')
    expect([masked.isMasked, masked.body.text]).toEqual([true, expect.stringContaining('"email":"•••"')])
    expect(JSON.stringify(masked)).not.toContain('ada@lovelace.example')
    const searched = (await ask('/live/requests?q=ada@lovelace', 'marketer-token')).body
    expect(searched.items).toEqual([])
    expect((await waymark.read('/live/requests?q=ADA@lovelace')).items).toHaveLength(1)
  })
})

describe('The list of requests', () => {
  test('is filtered by verdict, endpoint, key, channel, contact and text, and pages through all', async () => {
    for (let n = 0; n < 12; n++) await send([{ eventId: `nothing-${n}` }])
    const page: LivePage = await waymark.read(
      '/live/requests?verdict=refused&endpoint=event&limit=5&q=nothing-',
    )
    expect(page.items).toHaveLength(5)
    expect(new Set(page.items.map(({ verdict }) => verdict))).toEqual(new Set(['refused']))
    const seen = page.items.map(({ id }) => id)
    let cursor = page.nextCursor
    while (cursor !== null) {
      const next: LivePage = await waymark.read(
        `/live/requests?verdict=refused&endpoint=event&limit=5&q=nothing-&cursor=${cursor}`,
      )
      seen.push(...next.items.map(({ id }) => id))
      cursor = next.nextCursor
    }
    expect(seen.length).toBe(12)
    expect(new Set(seen).size).toBe(12)
    const key = page.items[0]?.apiKey?.id ?? ''
    expect((await newest(`&key=${key}&channel=guarded`)).apiKey?.id).toBe(key)
    await send([{ goalId: 'Register' }])
    const { contactId } = await newest('&verdict=accepted')
    expect((await newest(`&contact=${contactId}`)).contactId).toBe(contactId)

    const exported = '/live/requests/export?verdict=refused&q=nothing-&columns=id,verdict,channel,message'
    const file = (await askText(`${exported}&format=ndjson`)).trimEnd().split('\n')
    expect(file.map((line) => JSON.parse(line).id)).toEqual(seen)
    await send([{ eventId: '=HYPERLINK("x")' }], { headers: { origin: '=1+1' } })
    const [heading, row] = (await askText('/live/requests/export?columns=origin,key')).split('\r\n')
    expect([heading, row]).toEqual(['\ufefforigin,key', "'=1+1,jss"])
  })

  test.each([
    ['/live/requests?verdict=lost', 400, 'invalid_parameter'],
    ['/live/requests?cursor=abc', 400, 'invalid_cursor'],
    ['/live/requests?channel=nowhere', 400, 'invalid_parameter'],
    ['/live/minutes?minutes=0', 400, 'invalid_parameter'],
    ['/live/stream?endpoint=x', 400, 'invalid_parameter'],
    ['/live/requests/no-such-id', 404, 'request_not_found'],
    ['/live/requests/%00', 404, 'request_not_found'],
  ])('refuses what it cannot answer: %s', async (path, status, code) => {
    expect(await ask(path)).toMatchObject({ status, body: { code } })
  })

  test.each(['/live/requests', '/live/requests/x', '/live/minutes', '/live/stream', '/live/visits'])(
    'is for nobody without a token: %s',
    async (path) => {
      expect(await ask(path, 'no-token')).toMatchObject({ status: 401, body: { code: 'token_unknown' } })
    },
  )
})

test('Refused requests are stored for a day, a flood of them in samples', async () => {
  const stored = async (code: string) =>
    (
      await waymark.queries
        .selectFrom('live_requests')
        .select('request_id')
        .where('code', '=', code)
        .where('api_key_id', 'is', null)
        .execute()
    ).length
  for (let n = 0; n < 30; n++)
    await fetch(`${waymark.url}/sitecore/api/jss/track/nowhere`, { method: 'POST', body: '{}' })
  await expect.poll(() => stored('unknown_action')).toBe(10)
  expect(await stored('robot')).toBe(0)
})

test('Minutes count every request, by verdict', async () => {
  const sum = async () => {
    const { items } = await waymark.read('/live/minutes?minutes=2')
    return items.reduce(
      (all: number, { counts }: { counts: { accepted: number } }) => all + counts.accepted,
      0,
    )
  }
  const before = await sum()
  await send([{ goalId: 'Register' }])
  expect(await sum()).toBe(before + 1)
})

describe('The stream of requests', () => {
  const open: IncomingMessage[] = []
  afterEach(() => {
    for (const response of open.splice(0)) response.destroy()
  })

  async function watch(query = '', headers: Record<string, string> = {}) {
    const response = await new Promise<IncomingMessage>((resolve, reject) => {
      get(
        `${waymark.url}/api/v1/live/stream${query}`,
        { headers: { authorization: `Bearer ${guarded.token}`, ...headers } },
        resolve,
      ).on('error', reject)
    })
    open.push(response)
    response.setEncoding('utf8')
    let text = ''
    let isEnded = false
    response.on('data', (chunk: string) => {
      text += chunk
    })
    response.on('end', () => {
      isEnded = true
    })
    response.on('error', () => {})
    return {
      response,
      get isEnded() {
        return isEnded
      },
      get items() {
        return text
          .split('\n\n')
          .filter((event) => event.includes('event: requests'))
          .flatMap((event) => (JSON.parse(/^data: (.*)$/m.exec(event)?.[1] ?? '') as LiveBatch).items)
      },
      get lastId() {
        return [...text.matchAll(/^id: (.*)$/gm)].at(-1)?.[1] ?? ''
      },
    }
  }

  test('tells of a request within half a second, and only of those that are asked for', async () => {
    const [all, refused] = [await watch(), await watch('?verdict=refused')]
    expect(all.response.headers).toMatchObject({
      'content-type': 'text/event-stream; charset=utf-8',
      'cache-control': 'no-store, no-transform',
      'x-accel-buffering': 'no',
    })
    const began = performance.now()
    await send([{ goalId: 'Register' }])
    await expect.poll(() => all.items.length, { interval: 5 }).toBe(1)
    expect(performance.now() - began).toBeLessThan(500)
    await send([{ goalId: 'Nothing' }])
    await expect.poll(() => refused.items.length, { interval: 5 }).toBe(1)
    expect(refused.items[0]).toMatchObject({ verdict: 'refused', code: 'unknown_goal' })
  })

  test('has processors timed for whoever looks on', async () => {
    await watch()
    await send([{ goalId: 'Register' }])
    const { steps, hasAllHeaders } = await detailsOf(await newest())
    expect(steps).toContainEqual({ index: 0, processor: 'goal', ms: expect.any(Number), said: 'tracked' })
    expect(hasAllHeaders).toBe(true)
  })

  test('goes on where it broke off, without a gap', async () => {
    const before = await watch()
    await send([{ goalId: 'Register' }])
    await expect.poll(() => before.items.length).toBe(1)
    before.response.destroy()
    for (let n = 0; n < 3; n++) await send([{ eventId: 'Download' }])
    const after = await watch('', { 'last-event-id': before.lastId })
    await expect.poll(() => after.items.length).toBe(3)
    const page: LivePage = await waymark.read('/live/requests?limit=1')
    const next = await watch(`?after=${page.position}`)
    await send([{ goalId: 'Register' }])
    await expect.poll(() => next.items.length).toBe(1)
  })

  test('shows the newest hundred of more than anybody can read', async () => {
    const page: LivePage = await waymark.read('/live/requests?limit=1')
    await Promise.all(Array.from({ length: 150 }, () => send([{ goalId: 'Register' }])))
    const watched = await watch(`?after=${page.position}`)
    await expect.poll(() => watched.items.length).toBe(100)
  })

  test('is open for a bounded number of people', async () => {
    for (let n = 0; n < 30; n++) await watch()
    expect(await ask('/live/stream')).toMatchObject({ status: 429, body: { code: 'too_many_streams' } })
  })
})

test('A server that stops ends streams first', async () => {
  const own = await startListening()
  const reply = await fetch(`${own.url}/api/v1/live/stream`, {
    headers: { authorization: `Bearer ${guarded.token}` },
  })
  const text = reply.text()
  await own.close()
  expect(await text).toContain('event: hello')
})
