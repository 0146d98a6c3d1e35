import { afterEach, beforeEach, expect, test } from 'vitest'
import { draft, noon, track } from '../../../test/support/commands.ts'
import { createSitecoreApp, flushUrl, openKey, RememberingEngine } from '../../../test/support/sitecore.ts'
import { newId, toCompactGuid } from '../../domain/ids.ts'

let engine: RememberingEngine
let app: ReturnType<typeof createSitecoreApp>
const visitor = newId(noon)
const cookie = `SC_ANALYTICS_GLOBAL_COOKIE=${toCompactGuid(visitor)}|False`

beforeEach(() => {
  engine = new RememberingEngine()
  app = createSitecoreApp({ engine })
})
afterEach(() => app.close())

const ends = () => engine.commands.filter(({ type }) => type === 'endVisit')

test('without a key ends the visits of every channel, with one those of its channel', async () => {
  await app.inject({ method: 'GET', url: flushUrl, headers: { cookie } })
  await app.inject({
    method: 'POST',
    url: `${flushUrl}?sc_apikey=${openKey}`,
    headers: { cookie },
    payload: [],
  })
  const command = { type: 'endVisit', api: 'sitecore', contactId: visitor, at: noon, requiredConsentId: null }
  expect(ends()).toEqual([
    { ...command, channelId: null },
    { ...command, channelId: 1 },
  ])
})

test('without a cookie answers 200 and creates nothing', async () => {
  const reply = await app.inject({ method: 'GET', url: flushUrl })
  expect([reply.statusCode, reply.json()]).toEqual([200, { status: 'ok', accepted: 0, events: [] }])
  expect(reply.headers['set-cookie']).toBeUndefined()
  expect(engine.commands).toEqual([])
})

test('of a visitor whom nobody knows answers 200 and sets no cookie', async () => {
  const reply = await app.inject({ method: 'GET', url: flushUrl, headers: { cookie } })
  expect([reply.statusCode, reply.headers['set-cookie']]).toEqual([200, undefined])
})

test('renews the cookie of a known visitor, and answers the visitor header where it was sent', async () => {
  await engine.accept(track(visitor, [draft()]))
  const byCookie = await app.inject({ method: 'GET', url: flushUrl, headers: { cookie } })
  expect(byCookie.headers['set-cookie']).toContain(cookie)
  expect(byCookie.headers['x-waymark-visitor']).toBeUndefined()
  const byHeader = await app.inject({
    method: 'POST',
    url: flushUrl,
    headers: { 'x-waymark-visitor': visitor },
  })
  expect(byHeader.headers['x-waymark-visitor']).toBe(visitor)
})

test.each(['text/plain', 'garbage', 'application/json', 'application/json; charset=latin1', ''])(
  'reads neither the content type (%j) nor the body',
  async (type) => {
    const headers = { cookie, 'content-type': type }
    const reply = await app.inject({ method: 'POST', url: flushUrl, headers, payload: '{"goalId":' })
    expect(reply.statusCode).toBe(200)
    expect(ends()).toHaveLength(1)
    expect(engine.drafts).toEqual([])
  },
)

test('a body of any size does not stop it', async () => {
  const payload = 'x'.repeat(3_000_000)
  const reply = await app.inject({ method: 'POST', url: flushUrl, payload, headers: { cookie } })
  expect(reply.statusCode).toBe(200)
  expect(ends()).toHaveLength(1)
})

test('a key that is given must be valid', async () => {
  for (const key of ['undefined', 'x', newId()]) {
    const reply = await app.inject({
      method: 'GET',
      url: `${flushUrl}?sc_apikey=${key}`,
      headers: { cookie },
    })
    expect(reply.statusCode).toBe(400)
    expect(reply.json().error.message).toMatch(/^API key is not valid/)
  }
  expect(engine.commands).toEqual([])
})

test('carries out no campaign of the query', async () => {
  await app.inject({
    method: 'POST',
    url: `${flushUrl}?sc_apikey=${openKey}&sc_camp=Spring`,
    headers: { cookie },
  })
  expect(engine.drafts).toEqual([])
})

test('is never cached', async () => {
  expect((await app.inject({ method: 'GET', url: flushUrl })).headers['cache-control']).toBe('no-store')
})
