import { afterAll, beforeAll, expect, test } from 'vitest'
import { guarded } from '../../server/test/support/listening-waymark.ts'
import { findBarriers } from './support/axe.ts'
import { type OpenAdmin, openAdmin } from './support/open-admin.ts'

let admin: OpenAdmin
beforeAll(async () => {
  admin = await openAdmin()
})
afterAll(() => admin.close())

test('who opens the admin of an installation without an event is led to the first one, once', async () => {
  const { page } = await admin.open('/', { as: 'marketer' })
  await page.waitForURL('**/admin/setup')
  await page.getByRole('heading', { name: 'First event', level: 1 }).waitFor()
  await page.goto(`${admin.waymark.url}/admin/contacts`)
  await page.getByRole('heading', { name: 'Contacts', level: 1 }).waitFor()
  await page.getByRole('navigation').getByRole('link', { name: 'Overview' }).click()
  await page.waitForURL(/\/admin\/?$/)
  await page.getByRole('button', { name: 'Help' }).click()
  await page.getByRole('menuitem', { name: 'First event' }).click()
  await page.waitForURL('**/admin/setup')
})

test('the address of the server leads to the admin', async () => {
  const reply = await fetch(`${admin.waymark.url}/`, { redirect: 'manual' })
  expect([reply.status, reply.headers.get('location')]).toEqual([302, '/admin/'])
})

test('demo data is loaded where nothing is yet, shown as such, and removed without a trace', async () => {
  const { page, trouble } = await admin.open(`/setup?channel=${guarded.channel}`)
  await page.getByRole('button', { name: 'Load demo data' }).click()
  await page.getByRole('progressbar', { name: 'How far it is' }).waitFor()
  expect(await findBarriers(page)).toEqual([])
  await expect.poll(async () => (await admin.waymark.read('/demo')).state, { timeout: 40_000 }).toBe('loaded')

  await page.getByRole('link', { name: 'Contacts' }).click()
  await page.getByText('This is demo data').waitFor()
  expect((await admin.waymark.read('/contacts?count=true')).total).toBeGreaterThan(1_000)
  expect(await findBarriers(page)).toEqual([])
  await page.getByRole('button', { name: 'Remove demo data' }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Remove demo data' }).click()
  await page.getByText('This is demo data').waitFor({ state: 'detached', timeout: 40_000 })
  expect((await admin.waymark.read('/contacts?count=true')).total).toBe(0)
  expect((await admin.waymark.read('/channels')).items.some((one: { isDemo: boolean }) => one.isDemo)).toBe(
    false,
  )
  expect(trouble).toEqual([])
}, 120_000)

test('who may not load demo data sees who may', async () => {
  const { page } = await admin.open('/setup', { as: 'viewer' })
  await page.getByRole('button', { name: 'Send a test event for me' }).focus()
  await page.getByRole('tooltip', { name: 'Needs the role admin' }).waitFor()
})
