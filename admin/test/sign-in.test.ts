import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { findBarriers, scrollsSideways } from './support/axe.ts'
import { type OpenAdmin, openAdmin, people } from './support/open-admin.ts'

let admin: OpenAdmin

beforeAll(async () => {
  admin = await openAdmin()
})
afterAll(() => admin.close())

const { email, password } = people.admin

describe('Somebody who is not signed in', () => {
  test('signs in where they wanted to go, and gets there', async () => {
    const { page, trouble } = await admin.open('/contacts?q=ada', { isStranger: true })
    // Where the focus is: nobody has to click first.
    await page.locator('input[name=email]:focus').waitFor()
    await page.keyboard.type(email)
    await page.getByLabel('Password', { exact: true }).fill(password)
    await page.keyboard.press('Enter')
    await page.getByRole('heading', { name: 'Contacts', level: 1 }).waitFor()
    expect(page.url()).toContain('/admin/contacts?q=ada')
    expect(trouble).toEqual([])
  })

  test('is told when the password is wrong, and keeps the address', async () => {
    const { page } = await admin.open('/', { isStranger: true })
    await page.getByLabel('E-mail address').fill(email)
    await page.getByLabel('Password', { exact: true }).fill('not the one')
    await page.getByRole('button', { name: 'Sign in' }).click()
    await page.getByRole('alert').getByText('The e-mail address or the password is wrong.').waitFor()
    expect(await page.getByLabel('E-mail address').inputValue()).toBe(email)
  })

  test.each(['light', 'dark'] as const)(
    'meets no barrier in the %s scheme, on a phone either',
    async (scheme) => {
      const { page } = await admin.open('/', { isStranger: true, scheme, width: 390, height: 844 })
      await page.getByRole('heading', { level: 1 }).waitFor()
      expect(await findBarriers(page)).toEqual([])
      await page.getByLabel('E-mail address').fill('nobody@example.com')
      await page.getByLabel('Password', { exact: true }).fill('not the one')
      await page.getByRole('button', { name: 'Sign in' }).click()
      await page.getByRole('alert').waitFor()
      expect(await findBarriers(page)).toEqual([])
      expect(await scrollsSideways(page)).toBe(false)
    },
  )
})

describe('Somebody who is signed in', () => {
  test('whose session ends signs in over the page and goes on', async () => {
    const { page } = await admin.open('/contacts')
    await page.getByRole('heading', { name: 'Contacts', level: 1 }).waitFor()
    await admin.waymark.queries.deleteFrom('sessions').execute()
    await page.evaluate(() => history.pushState({}, '', '/admin/contacts?q=ada'))
    await page.getByRole('dialog', { name: 'Your session has ended' }).waitFor()
    await page.getByLabel('Password', { exact: true }).fill(password)
    await page.keyboard.press('Enter')
    await page.getByRole('dialog').waitFor({ state: 'detached' })
    expect(page.url()).toContain('/admin/contacts?q=ada')
  })

  test('signs out from the menu, and the way back asks for the password', async () => {
    const { page } = await admin.open('/contacts', { as: 'viewer' })
    await page.getByRole('button', { name: /^Account of/ }).click()
    await page.getByRole('menuitem', { name: 'Sign out', exact: true }).click()
    await page.getByRole('heading', { name: 'Sign in to Waymark' }).waitFor()
    await page.goBack()
    await page.getByRole('heading', { name: 'Sign in to Waymark' }).waitFor()
  })
})
