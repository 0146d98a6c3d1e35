import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { dayOf, endOf, startOf } from '../src/shared/list/report-days.ts'
import { makeVisitor } from './support/make-visitors.ts'
import { type OpenAdmin, openAdmin } from './support/open-admin.ts'

vi.setConfig({ testTimeout: 60_000 })

const eventually = <Value>(read: () => Promise<Value> | Value) => expect.poll(read, { timeout: 15_000 })
const figure = (name: string) => `section[aria-label="${name}"]`
const zone = 'Europe/Berlin'
const minute = 60_000

let admin: OpenAdmin
let yesterday: string
let early: string

// Yesterday three people came, two of them at its very ends; the others on the days beside it.
beforeAll(async () => {
  admin = await openAdmin({ more: { settings: { 'reports.timeZone': zone } } })
  const now = Date.now()
  const today = Date.parse(startOf(dayOf(now, zone), zone))
  yesterday = dayOf(today - minute, zone)
  const start = Date.parse(startOf(yesterday, zone))
  const visit = (at: number, goals: string[] = []) =>
    makeVisitor(admin.waymark, { hoursAgo: (Date.now() - at) / (60 * minute), goals })
  await visit(start - 10 * minute, ['Register'])
  early = await visit(start + 10 * minute, ['Register'])
  await visit(start + 12 * 60 * minute)
  await visit(Date.parse(endOf(yesterday, zone)) - 10 * minute, ['Register'])
  await makeVisitor(admin.waymark, { goals: ['Register'] })
})
afterAll(() => admin.close())

// Thirteen hours ahead of UTC and eight behind it, and at home.
describe.each(['Pacific/Fakaofo', 'Pacific/Pitcairn', zone])('For a viewer in %s', (timeZone) => {
  const open = (path: string) => admin.open(path, { timeZone })

  test('a number of the overview is that of the list behind it', async () => {
    const { page } = await open(`/?from=${yesterday}&to=${yesterday}`)
    const tile = (name: string) => page.locator(figure(name))
    await eventually(() => tile('Visits').textContent()).toMatch(/^Visits3.*5 activities/)
    await eventually(() => tile('Contacts').textContent()).toMatch(/^Contacts3.*0 known · 3 anonymous/)
    expect(await tile('Conversion rate').textContent()).toContain('2 visits with a goal · 2 goals')
    const links = [
      [tile('Visits').getByRole('link', { name: '5 activities' }), 5],
      [tile('Contacts').getByRole('link', { name: '3', exact: true }), 3],
      [tile('Contacts').getByRole('link', { name: '3 anonymous' }), 3],
      [tile('Conversion rate').getByRole('link', { name: '2 goals' }), 2],
    ] as const
    for (const [link, count] of links) {
      await link.click()
      await page.getByText(`${count} in all`, { exact: true }).waitFor()
      const isAbroad = timeZone !== zone
      expect(await page.getByText(`(${zone})`).count()).toBe(isAbroad ? 1 : 0)
      await page.goBack()
    }
  })

  test('a single day is shown by its hours', async () => {
    const { page } = await open(`/?from=${yesterday}&to=${yesterday}`)
    await page.getByText('Visits, and goals below, by hour').waitFor()
    await page.getByRole('button', { name: 'Show as table: How many visits were there?' }).click()
    const rows = page.getByRole('table', { name: 'How many visits were there?' }).locator('tbody tr')
    const visits = await rows.evaluateAll((all) => all.map((row) => row.querySelector('td')?.textContent))
    expect(visits.at(0)).toBe('1')
    expect(visits.at(-1)).toBe('1')
  })

  test('the same days narrow what a contact did', async () => {
    const { page } = await open(`/contacts/${early}/activity?from=${yesterday}&to=${yesterday}`)
    await page
      .getByRole('link', { name: /Register/ })
      .or(page.getByText('Register'))
      .first()
      .waitFor()
    expect(await page.getByLabel('From').inputValue()).toBe(yesterday)
  })
})
