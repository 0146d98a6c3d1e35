import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { newId } from '../src/domain/ids.ts'
import {
  installSitecore,
  KEY,
  type SitecoreInstallation,
  XPERIENCE_KEY,
} from './support/sitecore-installation.ts'

let waymark: SitecoreInstallation
beforeAll(async () => {
  waymark = await installSitecore()
})
afterAll(() => waymark?.close())

const event = `/sitecore/api/jss/track/event?sc_apikey=${encodeURIComponent(KEY)}`
const post = (payload: object, headers: Record<string, string> = {}) =>
  waymark.app.inject({ method: 'POST', url: event, payload, headers })
const namesOf = async (contact: string) => (await waymark.readActivities(contact)).map(({ name }) => name)

describe('the header X-Waymark-Visitor', () => {
  test('carries a visitor who keeps no cookies from one request to the next', async () => {
    const first = await post([{ eventId: 'Download' }])
    const visitor = String(first.headers['x-waymark-visitor'])
    await post([{ goalId: 'Register' }], { 'x-waymark-visitor': visitor })
    expect(await namesOf(visitor)).toEqual(['Download', 'Register'])
  })

  test('may name a visitor that nobody has seen yet', async () => {
    const visitor = newId()
    const reply = await post([{ eventId: 'Download' }], { 'x-waymark-visitor': visitor })
    expect(reply.headers['x-waymark-visitor']).toBe(visitor)
    expect(await namesOf(visitor)).toEqual(['Download'])
  })
})

describe('a contact of the Xperience API', () => {
  async function createXperienceContact(): Promise<string> {
    const headers = { authorization: `Bearer ${XPERIENCE_KEY}` }
    const reply = await waymark.app.inject({ method: 'POST', url: '/Kentico.Tracking/contacts', headers })
    return reply.json().contact
  }

  test.each([
    [
      'the cookie',
      (id: string) => ({ cookie: `SC_ANALYTICS_GLOBAL_COOKIE=${id.replaceAll('-', '')}|False` }),
    ],
    ['the header', (id: string) => ({ 'x-waymark-visitor': id })],
  ])(
    'is out of reach of %s: whoever sends its id becomes a new visitor with another id',
    async (_title, name) => {
      const contact = await createXperienceContact()
      const reply = await post([{ eventId: 'Download' }], name(contact))
      const visitor = /=([0-9a-f]{32})\|/.exec(String(reply.headers['set-cookie']))?.[1] ?? ''
      expect(visitor).not.toBe(contact.replaceAll('-', ''))
      expect(await namesOf(contact)).toEqual([])
      expect(await namesOf(visitor)).toEqual(['Download'])
    },
  )

  test('is not even renewed by a request that stores nothing', async () => {
    const reply = await post([], { 'x-waymark-visitor': await createXperienceContact() })
    expect([reply.statusCode, reply.headers['set-cookie']]).toEqual([200, undefined])
  })
})
