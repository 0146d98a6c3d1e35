import type { BrowserContext } from 'playwright-core'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import {
  installSitecore,
  LISTING_KEY,
  OPEN_KEY,
  type SitecoreInstallation,
} from '../../server/test/support/sitecore-installation.ts'
import { type Chromium, startChromium } from './chromium.ts'
import { type PageServer, servePage } from './page-server.ts'

let waymark: SitecoreInstallation
let chromium: Chromium
let app: PageServer
let visitor: BrowserContext
beforeAll(async () => {
  ;[waymark, chromium, app] = await Promise.all([installSitecore(), startChromium(), servePage('track.js')])
})
afterAll(async () => {
  await chromium?.close()
  await Promise.all([app?.close(), waymark?.close()])
})
beforeEach(async () => {
  visitor = await chromium.openProfile()
})
afterEach(() => visitor.close())

interface Page {
  readonly key?: string
  readonly fetcherConfig?: { readonly credentials: 'include' }
  readonly headers?: Record<string, string>
}
interface PageScript {
  track(events: unknown, how: Page & { host: string }): Promise<unknown>
}

/** Sends one goal after the other from a page of the app, as the official client of JSS 23 does. */
async function sendTwoGoals(more: Page = {}): Promise<unknown[]> {
  const page = await visitor.newPage()
  await page.goto(app.origin)
  return page.evaluate(
    async (how) => {
      const { track } = globalThis as unknown as PageScript
      const replies: unknown[] = []
      for (const goalId of ['Register', 'Instant Demo']) {
        replies.push(await track([{ goalId }], how).catch((error: unknown) => String(error)))
      }
      return replies
    },
    { host: waymark.host, key: OPEN_KEY, ...more },
  )
}

const accepted = { status: 'ok', accepted: 1 }

describe('case 13: JSS 23 in a real browser, on another origin than the server', () => {
  test('without credentials, as the newest template has it, is accepted, and each request is a new visitor', async () => {
    const before = await waymark.countContacts()
    expect(await sendTwoGoals()).toMatchObject([accepted, accepted])
    expect(await waymark.countContacts()).toBe(before + 2)
  })

  test('with credentials stays the same visitor', async () => {
    const before = await waymark.countContacts()
    expect(await sendTwoGoals({ fetcherConfig: { credentials: 'include' } })).toMatchObject([
      accepted,
      accepted,
    ])
    expect(await waymark.countContacts()).toBe(before + 1)
  })

  test('with a visitor id of its own in the header stays the same visitor without any cookie', async () => {
    const id = crypto.randomUUID()
    expect(await sendTwoGoals({ headers: { 'X-Waymark-Visitor': id } })).toMatchObject([accepted, accepted])
    expect((await waymark.readActivities(id)).map(({ name }) => name)).toEqual(['Register', 'Instant Demo'])
    expect(await visitor.cookies(waymark.host)).toEqual([])
  })

  test('from an origin that the key does not list is stopped by the browser, and nothing is stored', async () => {
    const before = await waymark.countContacts()
    expect(await sendTwoGoals({ key: LISTING_KEY })).toEqual([
      expect.stringContaining('Failed to fetch'),
      expect.stringContaining('Failed to fetch'),
    ])
    expect(await waymark.countContacts()).toBe(before)
  })
})
