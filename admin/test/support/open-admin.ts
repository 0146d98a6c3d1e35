import type { BrowserContext, Page } from 'playwright-core'
import { onTestFinished, TestRunner } from 'vitest'
import { type Chromium, startChromium } from '../../../conformance/src/chromium.ts'
import type { JsonObject } from '../../../server/src/domain/json.ts'
import { type ListeningWaymark, startListening } from '../../../server/test/support/listening-waymark.ts'

export interface OpenAdmin {
  readonly waymark: ListeningWaymark
  /** A page of a person who is signed in, in a browser of their own. The address is below /admin. */
  open(path: string, options?: PageOptions): Promise<WatchedPage>
  close(): Promise<void>
}

export interface PageOptions {
  /** One of {@link people}. */
  readonly as?: keyof typeof people
  readonly width?: number
  readonly height?: number
  /** How much somebody enlarges it: there is so much less room. */
  readonly zoom?: number
  readonly scheme?: 'light' | 'dark'
  readonly timeZone?: string
  /** Not signed in. */
  readonly isStranger?: boolean
}

export interface WatchedPage {
  readonly page: Page
  readonly context: BrowserContext
  /** What went wrong in the page: uncaught errors, and what its content security policy stopped. */
  readonly trouble: readonly string[]
}

export const people = {
  admin: { email: 'ada@example.com', password: 'engine of analysis 1843', role: 'admin' },
  marketer: { email: 'grace@example.com', password: 'compiler on the shelf 1952', role: 'marketer' },
  privacy: { email: 'joan@example.com', password: 'hut eight in the park', role: 'privacy' },
  viewer: { email: 'mary@example.com', password: 'trajectory to the moon', role: 'viewer' },
} as const

/** All of Waymark with the built admin, on a database of its own, and a real browser. `more` is added to what is set up. */
export async function openAdmin(options: { more?: JsonObject } = {}): Promise<OpenAdmin> {
  const more = { users: Object.values(people), ...options.more }
  const [waymark, chromium] = await Promise.all([startListening({ more }), startChromium()])
  return {
    waymark,
    open: (path, pageOptions) => openPage(waymark, chromium, path, pageOptions),
    async close() {
      await chromium.close()
      await waymark.close()
    },
  }
}

async function openPage(
  waymark: ListeningWaymark,
  chromium: Chromium,
  path: string,
  { as = 'admin', width = 1440, height = 900, zoom = 1, scheme = 'light', ...more }: PageOptions = {},
): Promise<WatchedPage> {
  const { timeZone, isStranger } = more
  const context = await chromium.openProfile({
    viewport: { width: width / zoom, height: height / zoom },
    deviceScaleFactor: zoom,
    colorScheme: scheme,
    reducedMotion: 'reduce',
    hasTouch: width < 768,
    ...(timeZone !== undefined && { timezoneId: timeZone }),
  })
  // A page left open would go on listening and drawing beside the tests that follow.
  if (TestRunner.getCurrentTest() !== undefined) onTestFinished(() => context.close())
  if (isStranger !== true) {
    const { email, password } = people[as]
    const reply = await context.request.post(`${waymark.url}/api/v1/session`, { data: { email, password } })
    if (!reply.ok()) throw new Error(`${email} could not sign in: ${await reply.text()}`)
  }
  const page = await context.newPage()
  const trouble: string[] = []
  page.on('pageerror', (error) => trouble.push(String(error)))
  page.on('console', (message) => {
    if (/content security policy|violates/i.test(message.text())) trouble.push(message.text())
  })
  await page.goto(`${waymark.url}/admin${path}`)
  return { page, context, trouble }
}
