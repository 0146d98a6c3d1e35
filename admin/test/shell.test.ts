import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { guarded } from '../../server/test/support/listening-waymark.ts'
import { findBarriers, scrollsSideways } from './support/axe.ts'
import { type OpenAdmin, openAdmin } from './support/open-admin.ts'

let admin: OpenAdmin
let contact: string

let other: string

beforeAll(async () => {
  admin = await openAdmin()
  contact = await makeVisitor()
  other = await makeVisitor()
})
afterAll(() => admin.close())

async function makeVisitor(): Promise<string> {
  const reply = await fetch(
    `${admin.waymark.url}/sitecore/api/jss/track/event?sc_apikey=${guarded.sitecoreKey}`,
    {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: '[{"eventId":"Download"}]',
    },
  )
  return reply.headers.get('x-waymark-visitor') ?? ''
}

describe('The command palette', () => {
  test('opens from a text field too, and says where else to look when it finds nothing', async () => {
    const { page } = await admin.open('/contacts')
    await page.getByRole('searchbox', { name: 'Name, e-mail, identifier or id' }).focus()
    await page.keyboard.press('Control+k')
    await page.getByRole('dialog', { name: 'Search everything' }).waitFor()
    await page.keyboard.type('no such thing')
    await page.getByText('Nothing found for “no such thing”').waitFor()
    expect(await findBarriers(page)).toEqual([])
    await page.keyboard.press('Enter')
    await page.waitForURL(/\/admin\/live\?q=no(\+|%20)such(\+|%20)thing/)
  })

  test('opens by Ctrl+K and goes to the contact whose id was pasted, in whatever notation', async () => {
    const { page, trouble } = await admin.open('/contacts')
    await page.getByRole('heading', { level: 1 }).waitFor()
    await page.keyboard.press('Control+k')
    await page.getByRole('textbox', { name: 'Search everything' }).fill(`{${contact.toUpperCase()}}`)
    await page.getByText('Found by id').waitFor()
    const name = `Anonymous ${contact.slice(-4)}`
    await page.getByRole('dialog').getByText(name).waitFor()
    await page.keyboard.press('Enter')
    await page.waitForURL(`**/admin/contacts/${contact}/overview`)
    await page.getByRole('heading', { name, level: 1 }).waitFor()
    expect(await page.title()).toBe(`${name} · Waymark`)

    // However somebody came there, it is among what they opened lately; and what a page offers is offered here.
    const noted = page.waitForResponse(
      (reply) => reply.url().endsWith('/preferences/palette.recent') && reply.request().method() === 'PUT',
    )
    await page.goto(`${admin.waymark.url}/admin/contacts/${other}/overview`)
    expect((await noted).ok()).toBe(true)
    await page.goto(`${admin.waymark.url}/admin/live`)
    await page.getByRole('button', { name: 'Export' }).waitFor()
    await page.keyboard.press('Control+k')
    const palette = page.getByRole('dialog', { name: 'Search everything' })
    await palette.getByText(`Anonymous ${other.slice(-4)}`).waitFor()
    await palette.getByText('Export this list as CSV').waitFor()
    await palette.getByText('Pause live stream').click()
    await page.getByRole('button', { name: 'Resume' }).waitFor()
    expect(trouble).toEqual([])
  })

  test('says of an id that nothing has it, and where to look on', async () => {
    const { page } = await admin.open('/contacts')
    await page.getByRole('button', { name: 'Search', exact: false }).first().click()
    await page
      .getByRole('textbox', { name: 'Search everything' })
      .fill('0198f2c4-1c7e-7d2a-9b7e-0c5f3a1d2e4b')
    await page.getByText('This is an id, but nothing has it.').waitFor()
  })

  test.each(['light', 'dark'] as const)('meets no barrier in the %s scheme', async (scheme) => {
    const { page } = await admin.open('/contacts', { scheme })
    await page.getByRole('heading', { level: 1 }).waitFor()
    await page.keyboard.press('Control+k')
    await page.getByRole('textbox', { name: 'Search everything' }).fill('down')
    await page.getByText('Set up').waitFor()
    expect(await findBarriers(page)).toEqual([])
  })
})

describe('The keyboard', () => {
  test('goes to a section by G and its letter, until letters are turned off', async () => {
    const { page } = await admin.open('/contacts')
    await page.getByRole('heading', { level: 1 }).waitFor()
    await page.keyboard.press('Shift+?')
    await page.getByLabel('Single letters are shortcuts').click()
    await page.keyboard.press('Escape')
    await page.keyboard.press('g')
    await page.keyboard.press('a')
    expect(page.url()).toContain('/admin/contacts')

    await page.keyboard.press('Shift+?')
    await page.getByLabel('Single letters are shortcuts').click()
    await page.keyboard.press('Escape')
    await page.keyboard.press('g')
    await page.keyboard.press('a')
    await page.waitForURL('**/admin/activities')
  })

  test('skips the navigation', async () => {
    const { page } = await admin.open('/contacts')
    await page.getByRole('heading', { level: 1 }).waitFor()
    await page.keyboard.press('Tab')
    await page.keyboard.press('Enter')
    expect(await page.evaluate(() => document.activeElement?.id)).toBe('content')
  })
})

describe('The shell', () => {
  test('says that nothing answers, keeps what is on the screen, and recovers by itself', async () => {
    const { page, context } = await admin.open('/contacts')
    await page.getByRole('heading', { level: 1 }).waitFor()
    await context.route('**/{api,health}/**', (route) => route.abort())
    await page.evaluate(() => history.pushState({}, '', '/admin/contacts?q=nobody'))
    await page.getByText('Reconnecting…').waitFor()
    await page.getByRole('heading', { name: 'Contacts', level: 1 }).waitFor()
    await context.unroute('**/{api,health}/**')
    await page.getByText('Reconnecting…').waitFor({ state: 'detached' })
  })

  test('says what of an address it did not understand', async () => {
    const { page } = await admin.open(`/contacts?q=${'x'.repeat(300)}`)
    await page.getByText('Part of the address was not understood').waitFor()
    await page.getByRole('heading', { name: 'Contacts', level: 1 }).waitFor()
  })

  test('has a page for an address that is none', async () => {
    const { page } = await admin.open('/nowhere')
    await page.getByRole('heading', { name: 'There is no such page' }).waitFor()
    expect(await findBarriers(page)).toEqual([])
  })

  test('has its navigation behind a button on a phone, and never moves sideways', async () => {
    const { page } = await admin.open('/contacts', { width: 390, height: 844 })
    await page.getByRole('button', { name: 'Open the navigation' }).tap()
    await page.getByRole('link', { name: 'Contacts' }).tap()
    await page.getByRole('heading', { name: 'Contacts', level: 1 }).waitFor()
    expect(await scrollsSideways(page)).toBe(false)
  })
})
