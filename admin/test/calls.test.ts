import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { fillWithDemo } from './support/fill-with-demo.ts'
import { type OpenAdmin, openAdmin, type WatchedPage } from './support/open-admin.ts'
import { findShown, settle } from './support/screens.ts'

let admin: OpenAdmin
let opened: WatchedPage
let contact = ''

beforeAll(async () => {
  admin = await openAdmin()
  await fillWithDemo(admin.waymark)
  opened = await admin.open('/nowhere')
  contact = (await findShown(opened.page, admin.waymark.url)).contact
}, 60_000)
afterAll(() => admin.close())

/** Of what stands around every page, which it waits for as little as that for it. */
const around = /^\/(session|rejected-events\/causes|demo|setup|session\/preferences\/(keys|demo|setup).*)$/

/** What each page asks for, first without an answer to anything but who is signed in, then with them. */
const pages = [
  ['/contacts', ['/channels', '/contacts', '/definitions', '/session/preferences/contacts.columns'], []],
  [
    '/activities?period=30d',
    ['/activities', '/activities/histogram', '/channels', '/session/preferences/activities.columns'],
    [],
  ],
  ['/live', ['/live/minutes', '/live/requests'], ['/channels', '/contacts/names', '/live/stream']],
  ['/', ['/reports/breakdown', '/reports/health', '/reports/overview', '/reports/unique-contacts'], []],
  ['/contacts/$id/overview', ['/contacts/$id', '/contacts/$id/journey', '/contacts/$id/overview'], []],
] as const

describe('A page asks for all that it shows at once, in four calls at the most', () => {
  test.each(pages)('%s', async (path, atOnce, afterwards) => {
    const page = await opened.context.newPage()
    const asked: string[] = []
    const answering = Promise.withResolvers<void>()
    await page.route('**/api/v1/**', async (route) => {
      const call = new URL(route.request().url()).pathname.replace('/api/v1', '').replace(contact, '$id')
      if (!around.test(call)) asked.push(call)
      if (call !== '/session') await answering.promise
      // A page that is closed has no use for it.
      await route.continue().catch(() => {})
    })
    await page.goto(`${admin.waymark.url}/admin${path.replace('$id', contact)}`)
    await expect.poll(() => asked.toSorted(), { timeout: 10_000 }).toEqual([...atOnce])
    expect(atOnce.length).toBeLessThanOrEqual(4)
    answering.resolve()
    await settle(page)
    await expect
      .poll(() => asked.slice(atOnce.length).toSorted(), { timeout: 10_000 })
      .toEqual([...afterwards])
    await page.close()
  })
})
