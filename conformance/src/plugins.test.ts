import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import {
  installSitecore,
  KEY,
  type SitecoreInstallation,
} from '../../server/test/support/sitecore-installation.ts'
import { Browser } from './browser.ts'
import { type ClientName, createFetcher, reasonOf, trackEvent } from './clients.ts'

let waymark: SitecoreInstallation
beforeAll(async () => {
  waymark = await installSitecore({
    env: { WAYMARK_PLUGINS: 'examples/plugins/index.ts' },
    events: ['Identified', 'Lines Added To Cart'],
  })
})
afterAll(() => waymark?.close())

const track = (browser: Browser, events: unknown, client: ClientName = 'jss23') =>
  trackEvent[client](events, {
    host: waymark.host,
    querystringParams: { sc_apikey: KEY },
    fetcher: createFetcher(client, browser),
  })
const contactOf = (browser: Browser) => waymark.read(`/contacts/${browser.visitor(waymark.host)}`)
const clients = ['trk19', 'jss22', 'jss23'] as const

describe('case 29: processors of plug-ins', () => {
  test.each(clients)('take cart lines that %s sends', async (client) => {
    const browser = new Browser()
    const CartLines = [{ ProductId: 'A-1', Quantity: 2 }]
    const added = { commerceEventId: 'Lines Added To Cart', ShopName: 'Storefront', CartLines }
    await expect(track(browser, added, client)).resolves.toMatchObject({ status: 'ok', accepted: 1 })
    expect(await waymark.readActivities(browser.visitor(waymark.host))).toMatchObject([
      {
        kind: 'event',
        name: 'Lines Added To Cart',
        data: { cartLines: [{ productId: 'A-1', quantity: 2, unitPrice: null }] },
      },
    ])
  })

  test.each(clients)('make known whom %s identifies', async (client) => {
    const browser = new Browser()
    const identify = { source: 'crm', identifier: `by ${client}`, fields: { firstName: 'Ada' } }
    await track(browser, [{ goalId: 'Register' }], client)
    expect(await contactOf(browser)).toMatchObject({ known: false })
    await track(browser, [{ identify }], client)
    expect(await contactOf(browser)).toMatchObject({
      known: true,
      firstName: 'Ada',
      identifiers: expect.arrayContaining([{ source: 'crm', identifier: `by ${client}`, type: 'known' }]),
      activityCount: 2,
    })
  })

  test('merge the visitor of a second device into the contact whose identifier it sends', async () => {
    const [laptop, phone] = [new Browser(), new Browser()]
    const identify = { source: 'crm', identifier: 'on two devices' }
    await track(laptop, [{ identify }, { goalId: 'Register' }])
    await track(phone, [{ eventId: 'Download' }])
    await track(phone, [{ identify }])
    const [onLaptop, onPhone] = [await contactOf(laptop), await contactOf(phone)]
    expect(onPhone).toEqual(onLaptop)
    expect(onLaptop).toMatchObject({ known: true, activityCount: 4, visitCount: 2 })
  })

  test('tell the client what is wrong with an item, and keep the others', async () => {
    const browser = new Browser()
    const wrong = { identify: { source: 'email', identifier: 'ada@example.com' } }
    const { status, data } = await reasonOf(track(browser, [{ goalId: 'Register' }, wrong]))
    expect(status).toBe(400)
    expect(data).toMatchObject({ events: [{ status: 'ok' }, { status: 'error', code: 'invalid_intent' }] })
    expect(await contactOf(browser)).toMatchObject({ known: false, activityCount: 1 })
  })
})
