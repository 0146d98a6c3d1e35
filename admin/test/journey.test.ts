import type { Page } from 'playwright-core'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { guarded } from '../../server/test/support/listening-waymark.ts'
import { findBarriers, scrollsSideways } from './support/axe.ts'
import { type OpenAdmin, openAdmin } from './support/open-admin.ts'

let admin: OpenAdmin

beforeAll(async () => {
  admin = await openAdmin({
    more: { outcomes: [{ name: 'Order', displayName: 'First order', era: 'Customer' }] },
  })
})
afterAll(() => admin?.close())

const hour = 3_600_000
const ago = (hours: number) => new Date(Date.now() - hours * hour).toISOString()
/** On a machine that has much else to do. */
const soon = { timeout: 10_000 }
let visitors = 0

async function send(visitor: string, events: readonly object[]): Promise<void> {
  const reply = await fetch(
    `${admin.waymark.url}/sitecore/api/jss/track/event?sc_apikey=${guarded.sitecoreKey}`,
    {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'x-waymark-visitor': visitor },
      body: JSON.stringify(events),
    },
  )
  if (!reply.ok) throw new Error(await reply.text())
}

/** Somebody with four visits in the last three days: a campaign, two goals, an order that begins an era, and one that is open. */
async function makeVisitor(): Promise<string> {
  const visitor = `0198f2c4-1c7e-7d2a-9b7f-${(++visitors).toString(16).padStart(12, '0')}`
  const page = (hours: number, url: string) => ({
    pageId: '{110D559F-DEA5-42EA-9C1C-8A5DF7E70EF9}',
    url,
    timestamp: ago(hours),
  })
  await send(visitor, [{ campaignId: 'Spring', timestamp: ago(60) }, page(60, '/spring')])
  await send(visitor, [
    page(40, '/products'),
    { goalId: 'Register', timestamp: ago(39.95) },
    { goalId: 'Register', timestamp: ago(39.94) },
  ])
  await send(visitor, [
    page(20, '/basket'),
    { outcomeId: 'Order', currencyCode: 'EUR', monetaryValue: '19.90', timestamp: ago(19.9) },
  ])
  await send(visitor, [page(0, '/back')])
  return visitor
}

const journeyOf = (page: Page) => page.getByRole('region', { name: 'Journey', exact: true })
const pictureOf = (page: Page) => page.getByRole('group', { name: /^Journey of/ })
const focusedLabel = (page: Page) => page.evaluate(() => document.activeElement?.getAttribute('aria-label'))

describe('The picture of a journey', () => {
  let visitor: string
  beforeEach(async () => {
    visitor = await makeVisitor()
  })

  test('begins with the unknown contact, and has a new era from the flagged outcome on', async () => {
    const { page, trouble } = await admin.open(`/contacts/${visitor}/overview`)
    await pictureOf(page).waitFor()
    const eras = pictureOf(page).getByRole('button', { name: /^Era / })
    expect(await eras.evaluateAll((all) => all.map((era) => era.textContent))).toEqual([
      'Unknown contact',
      'Customer',
    ])
    const [unknown, customer] = await Promise.all([eras.nth(0).boundingBox(), eras.nth(1).boundingBox()])
    expect((unknown?.x ?? 0) + (unknown?.width ?? 0)).toBeCloseTo(customer?.x ?? 0, -1)
    const order = await pictureOf(page)
      .getByRole('button', { name: /First order/ })
      .boundingBox()
    expect((order?.x ?? 0) + (order?.width ?? 0) / 2).toBeCloseTo(customer?.x ?? 0, -1)
    expect(trouble).toEqual([])
  })

  test('is walked by arrow keys; Enter opens the visit, Escape closes it and gives the mark the focus back', async () => {
    const { page } = await admin.open(`/contacts/${visitor}/overview`)
    const picture = pictureOf(page)
    await picture.waitFor()
    expect(await picture.locator('[tabindex="0"]').count()).toBe(1)
    await picture.locator('[tabindex="0"]').focus()
    expect(await focusedLabel(page)).toMatch(/^Era Unknown contact/)
    await page.keyboard.press('ArrowRight')
    expect(await focusedLabel(page)).toMatch(/^Era Customer/)
    for (const key of ['ArrowDown', 'ArrowDown', 'Home', 'ArrowRight']) await page.keyboard.press(key)
    const label = await focusedLabel(page)
    expect(label).toMatch(/^Visit, .*100 points/)

    await page.keyboard.press('Enter')
    const drawer = page.getByRole('dialog', { name: 'Visit detail' })
    await drawer.getByText('/products').first().waitFor()
    expect(page.url()).toMatch(/[?&]visit=[0-9a-f-]{36}/)
    await page.keyboard.press('Escape')
    await drawer.waitFor({ state: 'detached' })
    await expect.poll(() => focusedLabel(page), soon).toBe(label)
  })

  test('opens a goal in its visit, and zooms into an era, which the address then says', async () => {
    const { page } = await admin.open(`/contacts/${visitor}/overview`)
    await pictureOf(page)
      .getByRole('button', { name: /First order/ })
      .click()
    await page.getByRole('dialog', { name: 'Visit detail' }).waitFor()
    expect(page.url()).toMatch(/[?&]event=[0-9a-f-]{36}/)
    await page.keyboard.press('Escape')
    await pictureOf(page)
      .getByRole('button', { name: /^Era Customer/ })
      .click()
    await expect.poll(() => new URL(page.url()).searchParams.get('from'), soon).not.toBeNull()
    await expect
      .poll(
        () =>
          pictureOf(page)
            .getByRole('button', { name: /Spring/ })
            .count(),
        soon,
      )
      .toBe(0)

    const { page: shared } = await admin.open(
      new URL(page.url()).pathname.replace('/admin', '') + new URL(page.url()).search,
    )
    await pictureOf(shared)
      .getByRole('button', { name: /First order/ })
      .waitFor()
    expect(
      await pictureOf(shared)
        .getByRole('button', { name: /Spring/ })
        .count(),
    ).toBe(0)
    await shared.getByText('All', { exact: true }).click()
    await pictureOf(shared)
      .getByRole('button', { name: /Spring/ })
      .waitFor()
    await expect.poll(() => new URL(shared.url()).searchParams.get('from'), soon).toBeNull()
  })

  test('names an amount that is drawn rounded as it is drawn, too', async () => {
    await send(visitor, [
      { outcomeId: 'Order', currencyCode: 'USD', monetaryValue: '12345.60', timestamp: ago(10) },
    ])
    const { page } = await admin.open(`/contacts/${visitor}/overview`)
    const order = pictureOf(page).getByRole('button', { name: /12,345\.60/ })
    await order.waitFor()
    const drawn = await order.textContent()
    expect(await order.getAttribute('aria-label')).toContain(drawn)
    expect(await findBarriers(page)).toEqual([])
  })

  test('has as many marks as its table has rows', async () => {
    const { page } = await admin.open(`/contacts/${visitor}/overview`)
    await pictureOf(page).waitFor()
    const marks = await pictureOf(page).locator('[data-mark]').count()
    await journeyOf(page).getByRole('button', { name: 'Show as table' }).click()
    const table = page.getByRole('table', { name: `${marks} marks in the period shown` })
    expect(await table.locator('tbody tr').count()).toBe(marks)
    await table.getByRole('button', { name: 'First order' }).click()
    await page.getByRole('dialog', { name: 'Visit detail' }).waitFor()
  })

  test('takes in what an open visit adds, and does not move', async () => {
    const { page } = await admin.open(`/contacts/${visitor}/overview`)
    const spring = pictureOf(page).getByRole('button', { name: /Spring/ })
    const before = await spring.boundingBox()
    await send(visitor, [{ outcomeId: 'Order', currencyCode: 'EUR', monetaryValue: '5' }])
    await expect
      .poll(
        () =>
          pictureOf(page)
            .getByRole('button', { name: /First order/ })
            .count(),
        soon,
      )
      .toBe(2)
    expect((await spring.boundingBox())?.x).toBe(before?.x)
  })

  test.each(['light', 'dark'] as const)(
    'has no barriers in the %s scheme, as a table neither',
    async (scheme) => {
      const { page } = await admin.open(`/contacts/${visitor}/visits`, { scheme })
      await pictureOf(page)
        .getByRole('button', { name: /First order/ })
        .hover()
      expect(await findBarriers(page)).toEqual([])
      await journeyOf(page).getByRole('button', { name: 'Show as table' }).click()
      await page.getByRole('table', { name: /in the period shown/ }).waitFor()
      expect(await findBarriers(page)).toEqual([])
    },
    60_000,
  )

  test('is a list of eras, days and visits on a phone', async () => {
    const { page } = await admin.open(`/contacts/${visitor}/overview`, { width: 390, height: 844 })
    const customer = page.getByRole('region', { name: 'Era Customer' })
    await customer.waitFor()
    expect(await pictureOf(page).count()).toBe(0)
    const unknown = page.getByRole('region', { name: 'Era Unknown contact' })
    expect(await unknown.getByRole('button').count()).toBe(3)
    expect(await scrollsSideways(page)).toBe(false)
    expect(await findBarriers(page)).toEqual([])
    await customer.getByRole('button').click()
    await page.getByRole('dialog', { name: 'Visit detail' }).waitFor()
  })
})

test('A contact that never did anything says what would be drawn', async () => {
  const reply = await fetch(`${admin.waymark.url}/Kentico.Tracking/contacts`, {
    method: 'POST',
    headers: { authorization: `Bearer ${guarded.trackingKey}` },
  })
  const { contact } = (await reply.json()) as { contact: string }
  const { page } = await admin.open(`/contacts/${contact}/overview`)
  await page.getByRole('heading', { name: 'Nothing has happened yet' }).first().waitFor()
})
