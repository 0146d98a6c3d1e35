import { afterEach, describe, expect, test } from 'vitest'
import { noon } from '../../../test/support/commands.ts'
import {
  createSitecoreApp,
  createSitecoreCatalogue,
  eventUrl,
  guidOf,
  idOf,
  openKey,
  provisionalKey,
  RememberingEngine,
} from '../../../test/support/sitecore.ts'
import { newId, toCompactGuid } from '../../domain/ids.ts'
import { EngineUnavailable } from '../../engine/contract.ts'
import type { SitecoreTrackingDeps } from './sitecore.plugin.ts'

let engine = new RememberingEngine()
let app = createSitecoreApp({ engine })
afterEach(async () => {
  await app.close()
  startOver()
})

function startOver(deps: Partial<SitecoreTrackingDeps> = {}): void {
  engine = new RememberingEngine()
  app = createSitecoreApp({ engine, ...deps })
}

const post = (payload: unknown, headers: Record<string, string> = {}, url = eventUrl) =>
  app.inject({
    method: 'POST',
    url,
    payload: typeof payload === 'string' ? payload : JSON.stringify(payload),
    headers: { 'content-type': 'application/json', ...headers },
  })
const stored = () => engine.drafts.map(({ definitionId }) => definitionId)
const visitor = newId(noon)
const cookie = `SC_ANALYTICS_GLOBAL_COOKIE=${toCompactGuid(visitor)}|True`
const cookieOf = (reply: { headers: NodeJS.Dict<unknown> }) => reply.headers['set-cookie']

describe('a batch', () => {
  test('that is taken answers 200 with the number of events', async () => {
    const reply = await post([{ eventId: 'Download' }, { goalId: 'Register' }])
    expect(reply.statusCode).toBe(200)
    expect(reply.headers['content-type']).toBe('application/json; charset=utf-8')
    expect(reply.json()).toEqual({
      status: 'ok',
      accepted: 2,
      events: [
        { index: 0, status: 'ok' },
        { index: 1, status: 'ok' },
      ],
    })
    expect(stored()).toEqual([idOf('Download'), idOf('Register')])
  })

  test('goes to the engine as one command whose drafts have rising ids', async () => {
    await post([{ eventId: 'Download' }, { pageId: 'p' }, { goalId: 'Register' }])
    expect(engine.commands).toHaveLength(1)
    expect(engine.commands[0]).toMatchObject({
      type: 'track',
      api: 'sitecore',
      channelId: 1,
      at: noon,
      visitTimeoutMs: 20 * 60_000,
    })
    const ids = engine.drafts.map(({ id }) => id)
    expect(ids).toEqual(ids.toSorted())
    expect(engine.drafts.map(({ item }) => item)).toEqual([0, 1, 2])
  })

  test('with an event that fails answers 400 with each event, and keeps the others', async () => {
    const reply = await post([
      { goalId: 'Register' },
      { goalId: 'nope' },
      null,
      5,
      { foo: 1 },
      { eventId: 'Download' },
    ])
    expect(reply.statusCode).toBe(400)
    const { error, events } = reply.json()
    expect(error).toEqual({ code: 'unknown_goal', message: expect.stringContaining("'nope'") })
    expect(events[0]).toEqual({ index: 0, status: 'ok' })
    expect(events[1]).toEqual({ index: 1, status: 'error', ...error })
    expect(events.map(({ code }: { code?: string }) => code)).toEqual([
      undefined,
      'unknown_goal',
      'null_event',
      'not_an_object',
      'unknown_item',
      undefined,
    ])
    expect(stored()).toEqual([idOf('Register'), idOf('Download')])
    expect(engine.drafts.map(({ item }) => item)).toEqual([0, 5])
  })

  test('with an event that cannot be stored as text keeps the others', async () => {
    const reply = await post(
      '[{"goalId":"Register","a":"\\u0000"},{"goalId":"Register","b":1e999},{"eventId":"Download"}]',
    )
    expect(reply.json().events.map(({ code }: { code?: string }) => code)).toEqual([
      'nul_character',
      'number_out_of_range',
      undefined,
    ])
    expect(stored()).toEqual([idOf('Download')])
  })

  test('that is empty answers 200 and stores nothing', async () => {
    const reply = await post([])
    expect(reply.json()).toEqual({ status: 'ok', accepted: 0, events: [] })
    expect(engine.commands).toEqual([])
  })

  test('of 10,000 events is the largest, and more are refused whole', async () => {
    const events = (count: number) => `[${'{"goalId":"Register"},'.repeat(count - 1)}{"goalId":"Register"}]`
    const largest = await post(events(10_000))
    expect(largest.json().accepted).toBe(10_000)
    expect(engine.commands.map((one) => (one.type === 'track' ? one.drafts.length : 0))).toEqual(
      Array(10).fill(1000),
    )
    const larger = await post(events(10_001))
    expect(larger.statusCode).toBe(413)
    expect(larger.json().error.code).toBe('too_many_events')
    expect(engine.drafts).toHaveLength(10_000)
  })

  test('may name definitions that do not exist yet where the channel allows it', async () => {
    const reply = await post(
      [{ goalId: 'New goal' }],
      {},
      eventUrl.replace(encodeURIComponent(openKey), provisionalKey),
    )
    expect(reply.statusCode).toBe(200)
    expect(engine.drafts).toHaveLength(1)
  })
})

describe('a body', () => {
  test.each([
    ['that is malformed', '[{"goalId":'],
    ['that is empty', ''],
    ['that is no UTF-8', Buffer.from([0x5b, 0x22, 0xff, 0x22, 0x5d])],
  ])('%s is refused with 400', async (_title, payload) => {
    const reply = await app.inject({
      method: 'POST',
      url: eventUrl,
      payload,
      headers: { 'content-type': 'application/json' },
    })
    expect(reply.statusCode).toBe(400)
    expect(reply.json()).toEqual({
      error: { code: 'malformed_json', message: expect.any(String) },
      events: [],
    })
  })

  test('without a content type is taken as JSON', async () => {
    const reply = await app.inject({
      method: 'POST',
      url: eventUrl,
      payload: Buffer.from('{"goalId":"Register"}'),
    })
    expect(reply.statusCode).toBe(200)
  })

  test.each(['text/plain;charset=UTF-8', 'application/json; charset=latin1', 'garbage', ''])(
    'sent as %j is refused with 415',
    async (type) => {
      const reply = await post([{ goalId: 'Register' }], { 'content-type': type })
      expect(reply.statusCode).toBe(415)
      expect(reply.json().error.code).toBe('unsupported_media_type')
    },
  )

  test('over the limit is refused with 413, whether its length is declared or not', async () => {
    startOver({ maxBodyBytes: 1000 })
    const body = JSON.stringify([{ goalId: 'Register', filling: 'x'.repeat(1000) }])
    const declared = await post(body)
    expect(declared.statusCode).toBe(413)
    expect(declared.json().error).toMatchObject({
      code: 'body_too_large',
      message: expect.stringContaining('larger than 1000 bytes (WAYMARK_SITECORE_MAX_BODY)'),
    })

    const address = await app.listen({ port: 0 })
    const streamed = await fetch(`${address}${eventUrl}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: new Blob([body]).stream(),
      duplex: 'half',
    })
    expect(streamed.status).toBe(413)
    expect(await streamed.json()).toEqual(declared.json())
  })
})

describe('the visitor', () => {
  test('who is new gets a cookie and the header, both with the id of the contact', async () => {
    const reply = await post([{ goalId: 'Register' }])
    const [command] = engine.commands
    const id = command?.type === 'track' ? command.contactId : ''
    expect(cookieOf(reply)).toMatch(
      /^SC_ANALYTICS_GLOBAL_COOKIE=[0-9a-f]{32}\|False; path=\/; max-age=315360000; HttpOnly/,
    )
    expect(cookieOf(reply)).toContain(toCompactGuid(id))
    expect(reply.headers['x-waymark-visitor']).toBe(id)
  })

  test('is a robot by its user agent, unless it names itself in the header, as apps and servers do', async () => {
    const library = { 'user-agent': 'okhttp/4.12.0' }
    await post([{ goalId: 'Register' }], library)
    await post([{ goalId: 'Register' }], { ...library, cookie })
    await post([{ goalId: 'Register' }], { ...library, 'x-waymark-visitor': newId() })
    expect(engine.commands).toMatchObject([true, true, false].map((isRobot) => ({ client: { isRobot } })))
  })

  test('who sends a cookie is that one, its flag is kept, its life renewed, and the header is left out', async () => {
    const reply = await post([{ goalId: 'Register' }], { cookie, 'x-waymark-visitor': newId() })
    expect(engine.commands).toMatchObject([{ contactId: visitor }])
    expect(cookieOf(reply)).toMatch(`${cookie}; path=/; max-age=315360000`)
    expect(reply.headers['x-waymark-visitor']).toBeUndefined()
  })

  test('who sends the header is that one, and is answered in both', async () => {
    const reply = await post([{ goalId: 'Register' }], { 'x-waymark-visitor': visitor })
    expect(engine.commands).toMatchObject([{ contactId: visitor }])
    expect(cookieOf(reply)).toMatch(toCompactGuid(visitor))
    expect(reply.headers['x-waymark-visitor']).toBe(visitor)
  })

  test('of whom nothing is stored gets no cookie', async () => {
    for (const payload of [[], [null], [{ goalId: 'nope' }]]) {
      const reply = await post(payload)
      expect(cookieOf(reply)).toBeUndefined()
      expect(reply.headers['x-waymark-visitor']).toBeUndefined()
      expect(cookieOf(await post(payload, { cookie }))).toBeUndefined()
    }
    expect(engine.drafts).toEqual([])
  })

  test('who is known has the cookie renewed, even by a request that stores nothing', async () => {
    await post([{ goalId: 'Register' }], { cookie })
    for (const payload of [[], [{ goalId: 'nope' }]]) {
      expect(cookieOf(await post(payload, { cookie }))).toMatch(cookie)
      expect((await post(payload, { 'x-waymark-visitor': visitor })).headers['x-waymark-visitor']).toBe(
        visitor,
      )
    }
  })

  test('whom the engine gave another id is told that one', async () => {
    const deviceId = newId()
    const accept = async () => ({ status: 'accepted' as const, contactId: deviceId, deviceId })
    startOver({ engine: { accept, close: async () => {} } })
    expect(cookieOf(await post([{ goalId: 'Register' }], { cookie }))).toMatch(
      `${toCompactGuid(deviceId)}|True`,
    )
  })
})

describe('sc_camp and sc_trk in the query', () => {
  const withQuery = (query: string) => `${eventUrl}&${query}`

  test('trigger a campaign and a goal right after the first page view of the body', async () => {
    const payload = [{ eventId: 'Download' }, { pageId: 'p' }, { pageId: 'q' }]
    const reply = await post(payload, {}, withQuery('sc_camp=spring&sc_trk=Register'))
    expect(stored()).toEqual(['Download', 'pagevisit', 'Spring', 'Register', 'pagevisit'].map(idOf))
    expect(reply.json().accepted).toBe(3)
  })

  test('trigger before the first event of a body without a page view', async () => {
    await post(
      [{ eventId: 'Download' }],
      {},
      withQuery(`SC_CAMP=${encodeURIComponent(`{${guidOf('Spring')}}`)}`),
    )
    expect(stored()).toEqual(['Spring', 'Download'].map(idOf))
  })

  test.each(['[]', ''])('trigger also with the body %j, once', async (body) => {
    const reply = await post(body, {}, withQuery('sc_camp=Spring&sc_camp=Autumn'))
    expect(reply.json()).toEqual({ status: 'ok', accepted: 0, events: [] })
    expect(stored()).toEqual([idOf('Spring')])
    expect(cookieOf(reply)).toBeDefined()
  })

  test('name an event where there is no such goal', async () => {
    await post([], {}, withQuery('sc_trk=download'))
    expect(stored()).toEqual([idOf('Download')])
  })

  test.each(['sc_camp=&sc_trk=', 'sc_camp=nope&sc_trk=nope', 'sc_camp=%00', `sc_trk=${'x'.repeat(300)}`])(
    'fail nothing and store nothing as %s',
    async (query) => {
      const reply = await post([{ eventId: 'Download' }], {}, withQuery(query))
      expect(reply.statusCode).toBe(200)
      expect(stored()).toEqual([idOf('Download')])
    },
  )
})

describe('refusals are judged in order', () => {
  const fetchAnything = (method: 'GET' | 'POST' | 'PUT', url: string, headers: Record<string, string> = {}) =>
    app.inject({
      method,
      url,
      headers: { 'content-type': 'text/plain', ...headers },
      payload: 'x'.repeat(2000),
    })
  const base = '/sitecore/api/jss/track'

  test('switched off 404, before anything else', async () => {
    startOver({ catalogue: createSitecoreCatalogue({ 'sitecore.enabled': false }) })
    for (const url of ['/event', '/flush', '/nope']) {
      const reply = await fetchAnything('PUT', base + url)
      expect(reply.statusCode).toBe(404)
      expect(reply.json().error.code).toBe('service_disabled')
    }
  })

  test('unknown action 404, without a key', async () => {
    for (const url of ['', '/', '/nope', '/event/x', '/eventually', '//event']) {
      const reply = await fetchAnything('POST', base + url)
      expect(reply.statusCode).toBe(404)
      expect(reply.json().error.code).toBe('unknown_action')
    }
  })

  test('wrong method 405 with Allow, without a key', async () => {
    const event = await fetchAnything('GET', `${base}/event`)
    expect([event.statusCode, event.headers.allow, event.json().error.code]).toEqual([
      405,
      'POST, OPTIONS',
      'method_not_allowed',
    ])
    const flush = await fetchAnything('PUT', `${base}/flush`)
    expect([flush.statusCode, flush.headers.allow]).toEqual([405, 'GET, POST, OPTIONS'])
    for (const method of ['HEAD', 'DELETE', 'PATCH', 'TRACE'] as const) {
      expect((await app.inject({ method, url: `${base}/flush` })).statusCode).toBe(405)
    }
  })

  test('key 400, then origin 403, size 413, media type 415, JSON 400', async () => {
    startOver({ maxBodyBytes: 1000 })
    const listed = eventUrl.replace('8C9E1A52', '11111111')
    const alien = { origin: 'https://evil.example' }
    expect((await fetchAnything('POST', `${base}/event`, alien)).json().error.message).toMatch(
      /^API key is not valid/,
    )
    expect((await fetchAnything('POST', listed, alien)).statusCode).toBe(403)
    expect((await fetchAnything('POST', listed)).statusCode).toBe(413)
    expect((await post('x', { 'content-type': 'text/plain' }, listed)).statusCode).toBe(415)
    expect((await post('x', {}, listed)).statusCode).toBe(400)
  })
})

test('the path is found in any case, with a slash or an empty query at its end, and where it was configured', async () => {
  const query = eventUrl.slice(eventUrl.indexOf('?'))
  for (const path of ['/SITECORE/API/jss/track/Event', '/sitecore/api/jss/track/event/']) {
    expect((await post([{ goalId: 'Register' }], {}, path + query)).statusCode).toBe(200)
  }
  expect(
    (await post([{ goalId: 'Register' }], { sc_apikey: openKey }, '/sitecore/api/jss/track/event?'))
      .statusCode,
  ).toBe(200)
  startOver({ basePath: '/custom/track' })
  expect((await post([{ goalId: 'Register' }], {}, `/Custom/Track/event${query}`)).statusCode).toBe(200)
  expect((await post([{ goalId: 'Register' }])).statusCode).toBe(404)
})

describe('when the engine', () => {
  const failing = (error: Error) => ({ accept: () => Promise.reject(error), close: async () => {} })

  test('can take nothing, the answer is 503 with Retry-After', async () => {
    startOver({ engine: failing(new EngineUnavailable('The database is away.')) })
    const reply = await post([{ goalId: 'Register' }])
    expect([reply.statusCode, reply.headers['retry-after']]).toEqual([503, '1'])
    expect(reply.json()).toEqual({
      error: { code: 'temporarily_unavailable', message: expect.any(String) },
      events: [],
    })
    expect(cookieOf(reply)).toBeUndefined()
  })

  test('could take events but the catalogue cannot make a provisional definition, the answer is 503 too', async () => {
    const away = Object.assign(new Error('connect ECONNREFUSED'), { code: 'ECONNREFUSED' })
    startOver({ catalogue: { ...createSitecoreCatalogue(), addProvisional: () => Promise.reject(away) } })
    const url = eventUrl.replace(encodeURIComponent(openKey), provisionalKey)
    const reply = await post([{ goalId: 'New goal' }], {}, url)
    expect([reply.statusCode, reply.headers['retry-after']]).toEqual([503, '1'])
  })

  test('refuses what it was sent, the events say so', async () => {
    const refused = { status: 'refused' as const, code: 'not_storable' as const, message: 'No.' }
    startOver({ engine: { accept: async () => refused, close: async () => {} } })
    const reply = await post([{ goalId: 'nope' }, { goalId: 'Register' }])
    expect(reply.statusCode).toBe(400)
    expect(reply.json().events.map(({ code }: { code: string }) => code)).toEqual([
      'unknown_goal',
      'not_storable',
    ])
    expect(cookieOf(reply)).toBeUndefined()
  })

  test('fails unexpectedly, the client is told an id and nothing of the inside', async () => {
    startOver({ engine: failing(new Error('secret detail')) })
    const reply = await post([{ goalId: 'Register' }])
    expect(reply.statusCode).toBe(500)
    expect(reply.body).not.toContain('secret')
    expect(reply.json().error).toEqual({
      code: 'unexpected_error',
      message: expect.stringMatching(/under the id [\w-]+\.$/),
    })
  })
})
