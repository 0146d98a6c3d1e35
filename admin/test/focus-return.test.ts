import type { Locator, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { makeVisitor } from './support/make-visitors.ts'
import { type OpenAdmin, openAdmin } from './support/open-admin.ts'

let admin: OpenAdmin

beforeAll(async () => {
  admin = await openAdmin()
  for (const name of ['Ada', 'Ben', 'Cleo'])
    await makeVisitor(admin.waymark, {
      fields: { ContactFirstName: name, ContactEmail: `${name}@focus.example` },
      goals: ['Register'],
    })
})
afterAll(() => admin?.close())

const soon = { timeout: 10_000 }

/** The row that holds the focus, by its id; else what holds it. */
const focusedRow = (page: Page) =>
  page.evaluate(() => {
    const { activeElement } = document
    return activeElement?.closest('[data-row]')?.getAttribute('data-row') ?? activeElement?.tagName
  })
const rowsOf = (page: Page) => page.locator('[data-row]')
const idOf = async (row: Locator) => (await row.getAttribute('data-row')) ?? ''

async function close(page: Page, name: string): Promise<void> {
  const layer = page.getByRole('dialog', { name })
  await layer.waitFor(soon)
  // It takes the focus a moment after it is there.
  await expect.poll(() => layer.evaluate((all) => all.contains(document.activeElement)), soon).toBe(true)
  await page.keyboard.press('Escape')
  await layer.waitFor({ state: 'detached', ...soon })
}

describe('Once it is closed, the focus is back where it came from:', () => {
  test.each([
    ['/contacts', 'Search everything', 'Control+k'],
    ['/live', 'Request', 'Enter'],
    ['/activities', 'Activity', 'Enter'],
    ['/contacts', 'Contact at a glance', 'p'],
    ['/contacts', 'Keyboard shortcuts', 'Shift+?'],
  ])('on the row, of what lies over %s, %s, opened by %s', async (path, name, key) => {
    const { page } = await admin.open(path)
    const row = rowsOf(page).nth(1)
    await row.locator('a, button').first().focus(soon)
    await page.keyboard.press(key)
    await close(page, name)
    await expect.poll(() => focusedRow(page), soon).toBe(await idOf(row))
  })

  test('on the button that opened the palette', async () => {
    const { page } = await admin.open('/contacts')
    const button = page.getByRole('button', { name: /^Search/ }).first()
    await button.click(soon)
    await close(page, 'Search everything')
    await expect.poll(() => button.evaluate((own) => own === document.activeElement), soon).toBe(true)
  })

  test.each([
    ['/live', 'Request'],
    ['/activities', 'Activity'],
  ])('on the row, of what a click anywhere on a row of %s opens', async (path, name) => {
    const { page } = await admin.open(path)
    const row = rowsOf(page).nth(1)
    // Where there are columns it may be covered by the link of the row.
    await row.click({ position: { x: 320, y: 12 }, ...soon })
    await close(page, name)
    await expect.poll(() => focusedRow(page), soon).toBe(await idOf(row))
  })

  test('on the row of the activity that one went on to', async () => {
    const { page } = await admin.open('/activities')
    await rowsOf(page).first().getByRole('link').first().press('Enter', soon)
    await page.getByRole('dialog', { name: 'Activity' }).waitFor(soon)
    const next = await idOf(rowsOf(page).nth(1))
    await page.keyboard.press('ArrowRight')
    await page.waitForURL(`**activity=${next}*`)
    await close(page, 'Activity')
    await expect.poll(() => focusedRow(page), soon).toBe(next)
  })

  test('on the page, where its row is not there', async () => {
    const { page } = await admin.open('/live/no-such-id')
    await close(page, 'Request')
    await expect.poll(() => page.evaluate(() => document.activeElement?.id), soon).toBe('content')
  })
})
