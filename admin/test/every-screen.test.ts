import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { findBarriers, scrollsSideways } from './support/axe.ts'
import { fillWithDemo } from './support/fill-with-demo.ts'
import { findMisplaced } from './support/find-misplaced.ts'
import { findTooSmall } from './support/find-too-small.ts'
import { type OpenAdmin, openAdmin, type WatchedPage } from './support/open-admin.ts'
import { findShown, type Screen, type Shown, screens, settle } from './support/screens.ts'

let admin: OpenAdmin
let shown: Shown
const pages = new Map<string, WatchedPage>()

beforeAll(async () => {
  admin = await openAdmin()
  await fillWithDemo(admin.waymark)
  for (const scheme of ['light', 'dark'] as const) {
    pages.set(scheme, await admin.open('/contacts', { scheme }))
    pages.set(`${scheme} phone`, await admin.open('/contacts', { scheme, width: 390, height: 844 }))
  }
  // What is left of 1280 at 400 % (WCAG 1.4.10), and at 200 % (1.4.4).
  pages.set('320 pixels', await admin.open('/contacts', { width: 320, height: 568 }))
  pages.set('a zoom of 200 %', await admin.open('/contacts', { width: 1280, height: 800, zoom: 2 }))
  shown = await findShown(pageOf('light').page, admin.waymark.url)
}, 60_000)
afterAll(() => admin.close())

function pageOf(name: string): WatchedPage {
  const page = pages.get(name)
  if (page === undefined) throw new Error(`There is no page ${name}.`)
  return page
}

async function show(screen: Screen, page: Page): Promise<void> {
  const path = screen.path(shown)
  if (path === null) throw new Error(`There is nothing to show on ${screen.name}.`)
  await page.goto(`${admin.waymark.url}/admin${path}`)
  await settle(page)
  await screen.open?.(page)
}

describe.each(screens.map((screen) => [screen.name, screen] as const))('The screen %s', (_name, screen) => {
  test.each(['light', 'dark'])('has no barrier that axe finds, in the %s scheme', async (scheme) => {
    const { page, trouble } = pageOf(scheme)
    await show(screen, page)
    expect(await findBarriers(page)).toEqual([])
    expect(await findTooSmall(page)).toEqual([])
    expect(trouble).toEqual([])
  })

  test('fits a phone: it never moves sideways, and axe finds no barrier', async () => {
    const { page } = pageOf('light phone')
    await show(screen, page)
    expect(await scrollsSideways(page)).toBe(false)
    expect(await findBarriers(page)).toEqual([])
    expect(await findTooSmall(page)).toEqual([])
  })

  test.each(['320 pixels', 'a zoom of 200 %'])(
    'shows all of it: nothing is cut off or lies on something else, at %s',
    async (name) => {
      const { page } = pageOf(name)
      await show(screen, page)
      expect(await scrollsSideways(page)).toBe(false)
      expect(await findMisplaced(page)).toEqual([])
    },
  )
})
