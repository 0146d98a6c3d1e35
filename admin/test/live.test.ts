import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { type PageServer, servePage } from '../../conformance/src/page-server.ts'
import { guarded } from '../../server/test/support/listening-waymark.ts'
import { findBarriers, scrollsSideways } from './support/axe.ts'
import { makeVisitor } from './support/make-visitors.ts'
import { type OpenAdmin, openAdmin } from './support/open-admin.ts'

// With both cores busy a page may take seconds.
vi.setConfig({ testTimeout: 60_000 })
const patience = { timeout: 15_000, interval: 50 }

let admin: OpenAdmin
let app: PageServer

beforeAll(async () => {
  ;[admin, app] = await Promise.all([
    openAdmin({
      more: {
        outcomes: [{ name: 'Opportunity' }],
        campaigns: [{ name: 'Spring' }],
      },
    }),
    servePage('track.js'),
  ])
})
afterAll(() => Promise.all([admin.close(), app.close()]))

async function send(items: unknown, key: string = guarded.sitecoreKey): Promise<Response> {
  return fetch(`${admin.waymark.url}/sitecore/api/jss/track/event?sc_apikey=${key}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'user-agent': 'Mozilla/5.0 Chrome/140' },
    body: JSON.stringify(items),
  })
}

async function newestId(query = ''): Promise<string> {
  const { items } = await admin.waymark.read(`/live/requests?limit=1${query}`)
  return items[0].id
}

/** The ids of the rows that are in the page, from the top. */
async function rowIds(page: Page): Promise<(string | null)[]> {
  const rows = await page.locator('[data-row]').evaluateAll((all) =>
    all
      .map((row) => ({ id: row.getAttribute('data-row'), top: row.getBoundingClientRect().top }))
      .sort((one, other) => one.top - other.top)
      .map(({ id }) => id),
  )
  return rows
}

/** Live with at least one request, and its stream open. */
async function watch(path = '/live', options: Parameters<OpenAdmin['open']>[1] = {}) {
  await send([{ goalId: 'Register' }])
  const streaming = { isOpen: false }
  const watched = await admin.open('/live/visits', options)
  watched.page.on('response', (reply) => {
    if (reply.url().includes('/live/stream') && reply.ok()) streaming.isOpen = true
  })
  await watched.page.goto(`${admin.waymark.url}/admin${path}`)
  await watched.page.getByRole('heading', { name: 'Live', level: 1 }).waitFor()
  await expect.poll(() => streaming.isOpen, patience).toBe(true)
  return watched
}

describe('Live', () => {
  test('draws a line between what came before the start of the server and after', async () => {
    await send([{ goalId: 'Regsiter' }])
    const since = new Date().toISOString()
    await send([{ goalId: 'Register' }])
    const { page } = await admin.open('/live')
    // As after a restart, of which requests that were refused before are still there.
    await page.route('**/api/v1/live/minutes?*', async (route) => {
      const reply = await route.fetch()
      await route.fulfill({ response: reply, json: { ...(await reply.json()), since } })
    })
    await page.getByText(/^The server started at .*; of before, .*refused and failed/).waitFor()
    expect(await findBarriers(page)).toEqual([])
  })

  test('5: says of a key that is the text undefined that the environment variable is missing', async () => {
    const { page } = await watch()
    await send([], 'undefined')
    const id = await newestId('&q=invalid_api_key')
    await page.locator(`[data-row="${id}"] a`).click()
    const drawer = page.getByRole('dialog')
    await drawer.getByText(/environment variable that holds it seems to be missing/).waitFor()
    await drawer.getByText('Its events were not read').waitFor()
    await expect.poll(() => page.url(), patience).toContain(`/live/${id}`)
  })

  test('6: shows all five events that the official client sends from a page, each with its processor', async () => {
    const { page } = await watch()
    const visitor = await page.context().newPage()
    await visitor.goto(app.origin)
    const reply = await visitor.evaluate(
      async ({ host, key }) => {
        const { track } = globalThis as unknown as { track(events: unknown, how: object): Promise<unknown> }
        return track(
          [
            { pageId: '{110D559F-DEA5-42EA-9C1C-8A5DF7E70EF9}', url: '/' },
            { eventId: 'Download', data: 'a.pdf' },
            { goalId: 'Register' },
            { outcomeId: 'Opportunity', monetaryValue: 100, currencyCode: 'USD' },
            { campaignId: 'Spring' },
          ],
          { host, key, fetcherConfig: { credentials: 'include' } },
        )
      },
      { host: admin.waymark.url.replace('127.0.0.1', 'localhost'), key: guarded.everywhereKey },
    )
    expect(reply).toMatchObject({ status: 'ok', accepted: 5 })
    await visitor.close()
    const id = await newestId('&endpoint=event')
    await page.locator(`[data-row="${id}"] a`).click()
    const items = page.getByRole('dialog').getByRole('listitem')
    await expect.poll(() => items.count(), patience).toBe(5)
    for (const processor of ['pageView', 'event', 'goal', 'outcome', 'campaign'])
      await page.getByRole('dialog').getByText(`taken by ${processor}`, { exact: true }).waitFor()
    await page.getByRole('tab', { name: 'Pipeline' }).click()
    await page.getByRole('cell', { name: 'tracked' }).first().waitFor()
  })

  test('7: shows a request within a second, without a reload', async () => {
    const { page, trouble } = await watch()
    await send([{ eventId: 'Download' }])
    const began = performance.now()
    const id = await newestId()
    await page.locator(`[data-row="${id}"]`).waitFor()
    expect(performance.now() - began).toBeLessThan(1_000)
    expect(trouble).toEqual([])
  })

  test('says of what a robot sent that it is stored, and of a key that is unknown as such', async () => {
    const { page } = await watch()
    await fetch(`${admin.waymark.url}/sitecore/api/jss/track/event?sc_apikey=${guarded.sitecoreKey}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'user-agent': 'curl/8.14.1' },
      body: JSON.stringify([{ goalId: 'Register' }]),
    })
    const robot = page.locator(`[data-row="${await newestId()}"]`)
    await robot.getByText('Robot, stored', { exact: true }).waitFor()
    await send([], 'of-nobody')
    await page
      .locator(`[data-row="${await newestId()}"]`)
      .getByText(/^invalid key/)
      .waitFor()
    await page.getByText(/Counted since the server started/).waitFor()
  })

  test('loads by itself what failed while no server answered', async () => {
    const { page } = await watch()
    await page.locator('[data-row]').first().waitFor()
    const away = /\/live\/(requests|stream|minutes)|\/health\/live/
    await page.route(away, (route) => route.abort())
    await page.goto(`${admin.waymark.url}/admin/live?verdict=accepted`)
    await page.getByText('This could not be loaded').waitFor()
    await page.unroute(away)
    await page.locator('[data-row]').first().waitFor({ timeout: 15_000 })
  })

  test('8: holds the rows still while it is paused, counts new ones, and loads them in order', async () => {
    const { page } = await watch()
    await page.locator('[data-row]').first().waitFor()
    await page.locator('body').press('Space')
    await page.getByRole('button', { name: 'Resume' }).waitFor()
    const before = await rowIds(page)
    const ids: string[] = []
    for (let n = 0; n < 3; n++) {
      await send([{ eventId: 'Download' }])
      ids.unshift(await newestId())
    }
    const pill = page.getByRole('button', { name: 'Show 3 new' })
    await pill.waitFor()
    expect(await rowIds(page)).toEqual(before)
    await pill.click()
    await expect.poll(async () => (await rowIds(page)).slice(0, 3), patience).toEqual(ids)
    await page.getByRole('button', { name: 'Pause' }).waitFor()
  })

  test('8: holds the rows still for whoever has scrolled down', async () => {
    for (let n = 0; n < 40; n++) await send([{ goalId: 'Register' }])
    const { page } = await watch()
    const list = page.getByRole('table', { name: 'Requests, newest first' })
    await list.evaluate((area) => area.scrollTo({ top: 200 }))
    await expect.poll(() => list.evaluate((area) => area.scrollTop), patience).toBe(200)
    await send([{ eventId: 'Download' }])
    await page.getByRole('button', { name: 'Show 1 new' }).waitFor()
    expect(await list.evaluate((area) => area.scrollTop)).toBe(200)
  })

  test('9: filtered by refused shows only those, also after a reload', async () => {
    await send([{ goalId: 'Nothing' }])
    const { page } = await watch()
    await page.getByRole('button', { name: 'Filter', exact: true }).click()
    await page.getByRole('menuitem', { name: 'Verdict' }).click()
    await page.getByRole('checkbox', { name: 'Refused' }).check()
    await page.keyboard.press('Escape')
    const areRefused = async () => {
      const words = await page.locator('[data-row] td:nth-child(2)').allInnerTexts()
      return words.length > 0 && words.every((word) => word === 'Refused')
    }
    await expect.poll(areRefused, patience).toBe(true)
    expect(page.url()).toContain('verdict=refused')
    await page.reload()
    await expect.poll(areRefused, patience).toBe(true)
    await send([{ goalId: 'Register' }])
    await send([{ goalId: 'Nothing again' }])
    const id = await newestId('&verdict=refused')
    await page.locator(`[data-row="${id}"]`).waitFor()
    expect(await areRefused()).toBe(true)
  })

  test('10: shows what became of each event, and copies a command that gets the same reply', async () => {
    const reply = await send([{ goalId: 'Register' }, { goalId: 'Regsiter' }, { eventId: 'Download' }])
    const { page, context } = await admin.open(`/live/${await newestId('&verdict=partly_accepted')}`)
    await context.grantPermissions(['clipboard-read', 'clipboard-write'])
    const drawer = page.getByRole('dialog')
    const verdicts = ['Accepted', 'Refused', 'Accepted']
    const items = drawer.getByRole('list', { name: 'Items' }).getByRole('listitem')
    await expect.poll(() => items.count(), patience).toBe(3)
    for (const [index, verdict] of verdicts.entries())
      await items.nth(index).getByText(verdict, { exact: true }).waitFor()
    await items.nth(1).getByText('at fault: goalId').waitFor()
    await drawer.getByRole('button', { name: 'Copy as curl' }).click()
    const command = await page.evaluate(() => navigator.clipboard.readText())
    const { stdout } = await promisify(execFile)('sh', ['-c', `${command} -s`])
    const [head = '', body = ''] = stdout.split('\r\n\r\n')
    expect(head).toContain(` ${reply.status} `)
    expect(JSON.parse(body)).toEqual(await reply.json())
    await drawer.getByRole('button', { name: 'Create the goal Regsiter' }).click()
    await drawer.getByText('“Regsiter” is defined now. Send it again.').waitFor()
  })

  test('offers to allow the origin of a page that was not', async () => {
    const origin = 'http://localhost:3001'
    const ask = () =>
      fetch(`${admin.waymark.url}/sitecore/api/jss/track/event?sc_apikey=${guarded.listingKey}`, {
        method: 'OPTIONS',
        headers: { origin, 'access-control-request-method': 'POST' },
      })
    await ask()
    const { page } = await admin.open(`/live/${await newestId('&q=origin_not_allowed')}`)
    await page.getByText('the event itself was never sent').waitFor()
    await page.getByRole('button', { name: `Allow ${origin}` }).click()
    await page.getByText(`${origin} is allowed now`).waitFor()
    expect((await ask()).headers.get('access-control-allow-origin')).toBe(origin)
  })

  test('39: shows what visitors send as text, whatever it is', async () => {
    const title = '<img src=x onerror="window.broken = true">'
    await send([
      { eventId: title, url: 'javascript:window.broken=1', data: { 'a\u202Eb': '\u0000<script>' } },
    ])
    const { page, trouble } = await admin.open(`/live/${await newestId('&verdict=refused')}?tab=body`)
    await page
      .getByRole('dialog')
      .getByText(/onerror/)
      .first()
      .waitFor()
    await page.getByRole('tab', { name: 'Raw JSON' }).click()
    await page.getByRole('tab', { name: 'Items' }).click()
    expect(await page.evaluate(() => 'broken' in globalThis)).toBe(false)
    expect(trouble).toEqual([])
  })

  test('calls a contact by its name, in the list and beside it, and one without by its digits', async () => {
    const fields = { ContactFirstName: 'Hedy', ContactLastName: 'Lamarr', ContactEmail: 'hedy@example.com' }
    const hedy = await makeVisitor(admin.waymark, { fields })
    const hers = await newestId(`&contact=${hedy}`)
    const stranger = await makeVisitor(admin.waymark, {})
    const { page } = await admin.open('/live', { as: 'viewer' })
    await page.locator(`[data-row="${hers}"]`).getByText('Hedy Lamarr').waitFor()
    const other = page.locator(`[data-row="${await newestId(`&contact=${stranger}`)}"]`)
    await other.getByText(`Anonymous ${stranger.slice(-4)}`).waitFor()
    await page.locator(`[data-row="${hers}"] a`).click()
    await page.getByRole('dialog').getByRole('link', { name: 'Open Hedy Lamarr' }).waitFor()
    await page.getByRole('tab', { name: 'Identity' }).click()
    await page.getByRole('tabpanel', { name: 'Identity' }).getByText('Hedy Lamarr').waitFor()
  })

  test('leads back from an address that names what is gone', async () => {
    await send([{ goalId: 'Register' }])
    const { page } = await admin.open('/live?channel=0198f2c4-1c7e-7d2a-9b7e-0c5f3a1d2e4b')
    await page.getByRole('heading', { name: 'Nothing can be shown for this address' }).waitFor()
    expect(await page.getByText('There is no channel').count()).toBe(0)
    await page.getByRole('button', { name: 'Clear filters and period' }).click()
    await page.locator('[data-row]').first().waitFor()
  })

  test('says of its picture what fits in a line on a phone', async () => {
    const { page } = await watch('/live', { width: 390, height: 844 })
    const words = page.getByRole('region', { name: 'How many requests came' }).getByText('at most')
    expect((await words.boundingBox())?.height).toBeLessThan(24)
  })

  test('says what a request was, when it is not kept any more', async () => {
    const { page } = await admin.open('/live/no-such-id')
    await page.getByRole('heading', { name: 'This request is not kept any more' }).waitFor()
  })

  test('hides personal values from a marketer, and says so', async () => {
    await send([{ goalId: 'Nothing', data: { email: 'ada@lovelace.example' } }])
    const path = `/live/${await newestId('&verdict=refused')}?tab=body`
    const { page } = await admin.open(path, { as: 'marketer' })
    await page.getByText('Personal values are hidden').waitFor()
    await page.getByText('"•••"').waitFor()
    expect(await page.getByText('ada@lovelace.example').count()).toBe(0)
    expect(await page.getByRole('button', { name: 'Copy as curl' }).count()).toBe(0)
  })

  test('goes on where it broke off when the connection was lost', async () => {
    const { page, context } = await watch()
    await page.locator('[data-row]').first().waitFor()
    const before = (await rowIds(page)).slice(0, 1)
    await context.setOffline(true)
    // An open stream is not cut by it: a tab out of sight lets go of its own.
    await hideTab(page, true)
    await send([{ eventId: 'Download' }])
    await send([{ goalId: 'Register' }])
    const id = await newestId()
    await context.setOffline(false)
    await hideTab(page, false)
    await page.locator(`[data-row="${id}"]`).waitFor()
    expect((await rowIds(page)).slice(0, 3)).toContain(before[0])
  })

  test('shows who is visiting now, and ends a visit when asked to', async () => {
    await send([{ pageId: '{110D559F-DEA5-42EA-9C1C-8A5DF7E70EF9}', url: '/now' }])
    const { items } = await admin.waymark.read('/live/visits?limit=1')
    // On a phone its card has the button too; a place in another list is left for the beginning of this one.
    const { page } = await admin.open('/live/visits?cursor=foo', { width: 390, height: 844 })
    await page.getByText('this is its beginning').waitFor()
    const row = page.locator(`[data-row="${items[0].id}"]`)
    await row.getByRole('button', { name: 'End visit of' }).click()
    const dialog = page.getByRole('dialog', { name: 'End this visit now?' })
    await dialog.getByRole('button', { name: 'End visit' }).click()
    await row.waitFor({ state: 'detached' })
    const visit = await admin.waymark.read(`/visits/${items[0].id}`)
    expect(visit.open).toBe(false)
  })

  test.each([
    ['light', 1440, 'Body'],
    ['dark', 390, 'Pipeline'],
  ] as const)(
    'meets no barrier in the %s scheme at %i pixels, with a request open too',
    async (scheme, width, tab) => {
      await send([{ goalId: 'Register' }, { goalId: 'Nothing' }])
      const id = await newestId('&verdict=partly_accepted')
      const { page } = await watch('/live', { scheme, width, height: 844 })
      await page.locator('[data-row]').first().waitFor()
      expect(await findBarriers(page)).toEqual([])
      expect(await scrollsSideways(page)).toBe(false)
      await page.locator(`[data-row="${id}"] a`).click()
      await page.getByRole('dialog').getByText('at fault').waitFor()
      expect(await findBarriers(page)).toEqual([])
      await page.getByRole('tab', { name: tab }).click()
      await page.getByRole('tabpanel', { name: tab }).waitFor()
      expect(await findBarriers(page)).toEqual([])
    },
  )

  test('38: is paused by touch on a phone', async () => {
    const { page } = await watch('/live', { width: 390, height: 844 })
    await page.getByRole('button', { name: 'Pause' }).tap()
    await page.getByRole('button', { name: 'Resume' }).waitFor()
    await send([{ eventId: 'Download' }])
    await page.getByRole('button', { name: 'Show 1 new' }).tap()
    await page.locator(`[data-row="${await newestId()}"]`).waitFor()
  })

  test('40: takes 200 events a second without a long frame and without growing', async () => {
    const { page, context } = await watch()
    const devTools = await context.newCDPSession(page)
    const heap = async () => {
      await devTools.send('HeapProfiler.collectGarbage')
      return (await devTools.send('Runtime.getHeapUsage')).usedSize
    }
    // The list fills first: it holds 2,000 rows, and what it holds is no growth.
    await floodFor(5_000)
    const before = await heap()
    const browser = context.browser()
    await browser?.startTracing(page, { categories: ['toplevel', 'devtools.timeline'] })
    const sent = await floodFor(SECONDS * 1_000)
    const trace = (await browser?.stopTracing())?.toString() ?? ''
    expect(sent).toBeGreaterThan(0)
    expect((await heap()) - before).toBeLessThan(20 * 2 ** 20)
    expect(longestTask(trace)).toBeLessThan(100)
  })
})

const RATE = 200
const SECONDS = 20

/** Sends as many a second as the machine manages, up to {@link RATE}. The number of those that were answered. */
async function floodFor(ms: number): Promise<number> {
  const until = performance.now() + ms
  let sent = 0
  let underWay = 0
  while (performance.now() < until) {
    for (let n = 0; n < RATE / 20 && underWay < 100; n++) {
      underWay++
      void send([{ eventId: 'Download' }]).then(
        () => {
          sent++
          underWay--
        },
        () => underWay--,
      )
    }
    await new Promise((done) => setTimeout(done, 50))
  }
  return sent
}

interface TraceEvent {
  readonly name: string
  readonly args: { readonly name?: string }
  readonly pid: number
  readonly tid: number
  /** Microseconds of work, without those in which others had the processor. */
  readonly tdur?: number
}

/** The longest time, in milliseconds, that the thread of the page worked on one task. */
function longestTask(trace: string): number {
  const { traceEvents } = JSON.parse(trace) as { traceEvents: TraceEvent[] }
  const pages = traceEvents.filter(
    ({ name, args }) => name === 'thread_name' && args.name === 'CrRendererMain',
  )
  const isOfPage = ({ pid, tid }: TraceEvent) => pages.some((page) => page.pid === pid && page.tid === tid)
  const tasks = traceEvents.filter((event) => /RunTask$/.test(event.name) && isOfPage(event))
  expect(tasks.length).toBeGreaterThan(0)
  return Math.max(...tasks.map(({ tdur = 0 }) => tdur)) / 1_000
}

/** What a browser does when another tab comes before this one. */
async function hideTab(page: Page, isHidden: boolean): Promise<void> {
  await page.evaluate(
    (state) => {
      Object.defineProperty(document, 'visibilityState', { configurable: true, get: () => state })
      document.dispatchEvent(new Event('visibilitychange'))
    },
    isHidden ? 'hidden' : 'visible',
  )
}
