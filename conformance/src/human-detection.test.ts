import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import {
  installSitecore,
  KEY,
  OPEN_KEY,
  type SitecoreInstallation,
} from '../../server/test/support/sitecore-installation.ts'
import { Browser } from './browser.ts'
import { type Chromium, startChromium } from './chromium.ts'
import { type ClientName, createFetcher, trackEvent } from './clients.ts'
import { type PageServer, servePage } from './page-server.ts'

let waymark: SitecoreInstallation
let browser: Browser
beforeAll(async () => {
  waymark = await installSitecore()
})
afterAll(() => waymark?.close())
beforeEach(() => {
  browser = new Browser()
})

function track(events: unknown, client: ClientName = 'trk19') {
  return trackEvent[client](events, {
    host: waymark.host,
    querystringParams: { sc_apikey: KEY },
    fetcher: createFetcher(client, browser),
  })
}
const ask = (file: string) => browser.fetch(`${waymark.host}/layouts/system/${file}`)
const flag = () => browser.analyticsCookie(waymark.host)?.value.slice(33)
const readContact = () => waymark.read(`/contacts/${browser.visitor(waymark.host)}`)

describe('case 24: the human detection', () => {
  test('serves script, style sheet and checker, marks the visitor as a person, and counts no page view', async () => {
    await track([{ pageId: '{110D559F-DEA5-42EA-9C1C-8A5DF7E70EF9}', url: '/' }])
    expect([flag(), (await readContact()).classification]).toEqual(['False', 'robot'])

    const script = await ask('VisitorIdentification.js')
    expect([script.status, script.headers.get('content-type')]).toEqual([
      200,
      'text/javascript; charset=utf-8',
    ])
    const style = await ask('VisitorIdentificationCSS.aspx?tstamp=1772452800000&sc_site=sample')
    expect([style.status, style.headers.get('content-type')]).toEqual([200, 'text/css; charset=utf-8'])
    expect([flag(), (await readContact()).classification]).toEqual(['True', 'human'])
    expect((await ask('VIChecker.aspx?tstamp=639080496000000000')).status).toBe(200)

    const { activityCount, visitCount } = await readContact()
    expect({ activityCount, visitCount }).toEqual({ activityCount: 1, visitCount: 1 })
  })

  test.each(['trk11', 'trk19', 'jss21', 'jss22', 'jss23'] as const)(
    'sets a flag that later replies to %s keep',
    async (client) => {
      await track([{ eventId: 'Download' }], client)
      await ask('visitoridentificationcss.aspx')
      await track([{ goalId: 'Register' }], client)
      await track([], client)
      expect(flag()).toBe('True')
      expect(await readContact()).toMatchObject({ activityCount: 2, classification: 'human' })
    },
  )

  test('finds at the checker a visitor whose first event came after the first sign', async () => {
    await ask('VisitorIdentificationCSS.aspx')
    await track([{ eventId: 'Download' }])
    await ask('VIChecker.aspx')
    expect([flag(), (await readContact()).classification]).toEqual(['True', 'human'])
  })

  test('sets no cookie and makes nobody for a browser that has none', async () => {
    const before = await waymark.countContacts()
    for (const file of ['VisitorIdentification.js', 'VisitorIdentificationCSS.aspx', 'VIChecker.aspx']) {
      await ask(file)
    }
    expect(browser.replies.map(({ setCookie }) => setCookie)).toEqual([[], [], []])
    expect(await waymark.countContacts()).toBe(before)
  })
})

describe('case 24: clients under Node, which send user agents of robots,', () => {
  test.each(Object.keys(trackEvent) as ClientName[])(
    'are marked, and stored and listed all the same: %s',
    async (client) => {
      // That fetcher rejects although the event is stored.
      await track([{ goalId: 'Register' }], client).catch(() => {})
      const contact = browser.visitor(waymark.host)
      const { items } = await waymark.read(`/contacts/${contact}/timeline`)
      expect(items).toMatchObject([{ robot: true, activities: [{ type: 'Register' }] }])
      expect((await waymark.read(`/contacts/${contact}/visits?robots=false`)).items).toEqual([])
    },
  )
})

describe('case 24: in a real browser, on a page of another origin,', () => {
  let chromium: Chromium
  let app: PageServer
  beforeAll(async () => {
    ;[chromium, app] = await Promise.all([startChromium(), servePage('track.js')])
  })
  afterAll(() => Promise.all([chromium?.close(), app?.close()]))

  test('the first move of the mouse makes a person of the visitor, and nothing before it does', async () => {
    const profile = await chromium.openProfile()
    const page = await profile.newPage()
    await page.goto(app.origin)
    await page.evaluate(
      ({ host, key }) =>
        (globalThis as unknown as PageScript).track([{ goalId: 'Register' }], {
          host,
          key,
          fetcherConfig: { credentials: 'include' },
        }),
      { host: waymark.host, key: OPEN_KEY },
    )
    await page.addScriptTag({ url: `${waymark.host}/layouts/system/VisitorIdentification.js` })
    const cookie = async () => (await profile.cookies(waymark.host)).map(({ value }) => value)[0] ?? ''
    expect(await cookie()).toMatch(/\|False$/)

    await page.mouse.move(10, 10)
    await expect.poll(cookie, { timeout: 10_000 }).toMatch(/\|True$/)
    const contact = await waymark.read(`/contacts/${(await cookie()).slice(0, 32)}`)
    expect(contact).toMatchObject({ classification: 'human', activityCount: 1 })
    await profile.close()
  })
})

interface PageScript {
  track(events: unknown, how: object): Promise<unknown>
}
