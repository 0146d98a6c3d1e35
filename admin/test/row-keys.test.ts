import type { Locator, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { makeVisitor } from './support/make-visitors.ts'
import { type OpenAdmin, openAdmin } from './support/open-admin.ts'

let admin: OpenAdmin

beforeAll(async () => {
  admin = await openAdmin()
  for (const name of ['Ada', 'Ben', 'Cleo'])
    await makeVisitor(admin.waymark, {
      fields: { ContactFirstName: name, ContactEmail: `${name}@rows.example` },
    })
})
afterAll(() => admin?.close())

const soon = { timeout: 10_000 }
const rowsOf = (page: Page) => page.locator('[data-row]')
const idOf = async (row: Locator) => (await row.getAttribute('data-row')) ?? ''
const focusedRow = (page: Page) =>
  page.evaluate(() => document.activeElement?.closest('[data-row]')?.getAttribute('data-row') ?? null)

describe('J and K', () => {
  test.each(['/contacts', '/activities'])('move the focus from row to row of %s', async (path) => {
    const { page } = await admin.open(path)
    const ids = await Promise.all([0, 1, 2].map((place) => idOf(rowsOf(page).nth(place))))
    await page.keyboard.press('j')
    await expect.poll(() => focusedRow(page), soon).toBe(ids[0])
    // From the row that was reached by other ways, too.
    await rowsOf(page).nth(1).locator('a, button').first().focus()
    await page.keyboard.press('j')
    expect(await focusedRow(page)).toBe(ids[2])
    await page.keyboard.press('k')
    expect(await focusedRow(page)).toBe(ids[1])
  })

  test('go on from where they were, and leave alone what lies over the list', async () => {
    const { page } = await admin.open('/contacts')
    const ids = await Promise.all([0, 1].map((place) => idOf(rowsOf(page).nth(place))))
    await page.keyboard.press('j')
    await page.evaluate(() => (document.activeElement as HTMLElement).blur())
    await page.keyboard.press('j')
    await expect.poll(() => focusedRow(page), soon).toBe(ids[1])
    await page.keyboard.press('p')
    const peek = page.getByRole('dialog', { name: 'Contact at a glance' })
    await expect.poll(() => peek.evaluate((all) => all.contains(document.activeElement)), soon).toBe(true)
    await page.keyboard.press('k')
    expect(await focusedRow(page)).toBeNull()
  })
})

test('P looks at the contact that Tab led to', async () => {
  const { page } = await admin.open('/contacts')
  const row = rowsOf(page).nth(1)
  await row.getByRole('link').first().focus(soon)
  await page.keyboard.press('p')
  await page.waitForURL(`**peek=${await idOf(row)}*`)
})
