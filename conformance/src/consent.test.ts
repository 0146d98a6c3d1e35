import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import {
  installSitecore,
  KEY,
  type SitecoreInstallation,
} from '../../server/test/support/sitecore-installation.ts'
import { Browser } from './browser.ts'
import { type ClientName, createFetcher, trackEvent } from './clients.ts'

let waymark: SitecoreInstallation
let browser: Browser
beforeAll(async () => {
  waymark = await installSitecore({ requireConsent: 'TrackingConsent' })
})
afterAll(() => waymark?.close())
beforeEach(() => {
  browser = new Browser()
})

/** `action` and `serviceUrl` are options of the official client. */
function call(client: ClientName, events: unknown, more: { action?: string; serviceUrl?: string } = {}) {
  return trackEvent[client](events, {
    host: waymark.host,
    querystringParams: { sc_apikey: KEY, sc_camp: 'Spring' },
    fetcher: createFetcher(client, browser),
    ...more,
  })
}
const batch = [{ pageId: 'home', url: '/' }, { eventId: 'Download' }, { goalId: 'Register' }]
const say = (client: ClientName, action: 'give' | 'revoke') =>
  call(client, [], { action, serviceUrl: '/sitecore/api/jss/consent' })
const namesSeen = async () =>
  (await waymark.readActivities(browser.visitor(waymark.host))).map(({ name }) => name)
const newestReply = () => browser.replies.at(-1)

describe('case 26: with a consent required', () => {
  test.each(['trk11', 'trk19', 'jss21', 'jss22', 'jss23'] as const)(
    '%s stores nothing and gets no cookie before it is given, and nothing after it is revoked',
    async (client) => {
      const before = await waymark.countContacts()
      await call(client, batch)
      await call(client, [], { action: 'flush' })
      expect(browser.replies).toEqual([
        { status: 200, setCookie: [] },
        { status: 200, setCookie: [] },
      ])
      expect(await waymark.countContacts()).toBe(before)

      await say(client, 'give')
      const visitor = browser.visitor(waymark.host)
      expect(await waymark.countContacts()).toBe(before + 1)
      await call(client, batch)
      expect(browser.visitor(waymark.host)).toBe(visitor)
      expect(await namesSeen()).toEqual(['pagevisit', 'Spring', 'Download', 'Register'])

      await say(client, 'revoke')
      expect(browser.analyticsCookie(waymark.host)).toBeUndefined()
      expect(newestReply()?.setCookie.filter((cookie) => /^\w+=;/.test(cookie))).toEqual([])
      await call(client, batch)
      await call(client, [], { action: 'flush' })
      expect(newestReply()?.setCookie).toEqual([])
      expect(await waymark.readActivities(visitor)).toHaveLength(4)
      expect(await waymark.readVisits(visitor)).toMatchObject([{ flushed: true }])
      expect(await waymark.countContacts()).toBe(before + 1)
    },
  )

  test('the client of a page resolves with what became of the events', async () => {
    expect(await call('trk19', batch)).toMatchObject({
      status: 'not_stored',
      accepted: 0,
      code: 'consent_required',
    })
  })

  test('a visitor who kept the cookie is not tracked after a revocation either', async () => {
    await say('trk19', 'give')
    const visitor = browser.visitor(waymark.host)
    const cookie = `SC_ANALYTICS_GLOBAL_COOKIE=${visitor.replaceAll('-', '')}|True`
    await say('trk19', 'revoke')
    const address = `${waymark.host}/sitecore/api/jss/track/event?sc_apikey=${KEY}`
    const headers = { cookie, 'content-type': 'application/json' }
    const reply = await fetch(address, { method: 'POST', headers, body: JSON.stringify(batch) })
    expect([reply.status, reply.headers.getSetCookie(), reply.headers.get('x-waymark-visitor')]).toEqual([
      200,
      [],
      null,
    ])
    expect(await waymark.readActivities(visitor)).toEqual([])
  })
})
