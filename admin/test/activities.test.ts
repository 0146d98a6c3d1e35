import { readFile } from 'node:fs/promises'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { guarded } from '../../server/test/support/listening-waymark.ts'
import { findBarriers, scrollsSideways } from './support/axe.ts'
import { makeVisitor } from './support/make-visitors.ts'
import { type OpenAdmin, openAdmin } from './support/open-admin.ts'

// Journeys of many steps, on a machine that has much else to do.
vi.setConfig({ testTimeout: 60_000 })

let admin: OpenAdmin
let ada: string

const hostile = 'javascript:window.hacked=1//<img src=x onerror="window.hacked=1">'

// Ada signs up now; somebody else looked at three pages yesterday and the day before that.
beforeAll(async () => {
  admin = await openAdmin()
  const { waymark } = admin
  ada = await makeVisitor(waymark, {
    fields: { ContactFirstName: 'Ada', ContactLastName: 'Lovelace', ContactEmail: 'ada@example.com' },
    page: '/engine?utm_source=newsletter',
    data: { plan: 'gold', seats: 3 },
    goals: ['Register'],
  })
  await makeVisitor(waymark, { page: hostile, hoursAgo: 2 })
  await fetch(`${waymark.url}/sitecore/api/jss/track/event?sc_apikey=${guarded.sitecoreKey}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'user-agent': 'curl/8.14.1' },
    body: JSON.stringify([{ pageId: guarded.channel, url: '/crawled' }]),
  })
  await makeVisitor(waymark, { page: '/old', hoursAgo: 50 })
  await makeVisitor(waymark, { page: '/older', hoursAgo: 60, goals: ['Register'] })
})
afterAll(() => admin?.close())

const eventually = <Value>(read: () => Promise<Value> | Value) => expect.poll(read, { timeout: 10_000 })
const rows = (page: Page) => page.locator('tbody tr[data-row]')
const chart = (page: Page) => page.getByRole('toolbar', { name: 'How much happened when?' })

async function titlesOf(page: Page): Promise<string[]> {
  await page.locator('[data-stale]').first().waitFor({ state: 'detached' })
  return rows(page).locator('td:nth-child(3)').allInnerTexts()
}

describe('The log of activities', () => {
  test('shows the last 24 hours, newest first, and how many there were of each kind', async () => {
    const { page, trouble } = await admin.open('/activities')
    await eventually(() => titlesOf(page)).toEqual([
      "Data input 'sign-up'",
      'Register',
      'Page view',
      'Page view',
    ])
    await page.getByRole('button', { name: 'Page view 2' }).waitFor()
    expect(trouble).toEqual([])
  })

  test('keeps to kinds that are wanted, or leaves them out, and says so in its address', async () => {
    const { page } = await admin.open('/activities')
    await page.getByRole('button', { name: 'Filter', exact: true }).click()
    await page.getByRole('menuitem', { name: 'Kind' }).click()
    await page.getByRole('checkbox', { name: 'Page view' }).check()
    await eventually(() => titlesOf(page)).toEqual(['Page view', 'Page view'])
    await page.getByText('All but these').click()
    await eventually(() => titlesOf(page)).toEqual(["Data input 'sign-up'", 'Register'])
    expect(new URL(page.url()).searchParams.get('kind')).toBe('-pageView')
    await page.keyboard.press('Escape')
    await page.getByRole('button', { name: 'Remove filter Kind' }).click()
    await eventually(() => rows(page).count()).toBe(4)
  })

  test('keeps to a contact that is looked for by name, and calls it so', async () => {
    const { page } = await admin.open('/activities?period=7d')
    await page.getByRole('button', { name: 'Filter', exact: true }).click()
    await page.getByRole('menuitem', { name: 'Contact' }).click()
    await page.getByRole('combobox', { name: 'Contact' }).fill('lovel')
    await page.getByRole('option', { name: 'Ada Lovelace · ada@example.com' }).click()
    await page.getByRole('button', { name: 'Contact: Ada Lovelace' }).waitFor()
    expect(new URL(page.url()).searchParams.get('contact')).toBe(ada)
  })

  test('leaves robots out, says so where nothing is left, and shows them on request', async () => {
    const { page } = await admin.open('/activities?q=crawled')
    await page.getByText('What robots did is left out').waitFor()
    await page.getByRole('button', { name: 'With robots' }).click()
    await eventually(() => rows(page).count()).toBe(1)
    expect(await page.getByRole('checkbox', { name: 'With robots' }).isChecked()).toBe(true)
  })

  test('leads from an activity to all that share a value with it', async () => {
    const { page } = await admin.open('/activities?period=7d&q=engine')
    await rows(page).first().locator('td').nth(2).click()
    const drawer = page.getByRole('dialog', { name: 'Activity' })
    await drawer.getByRole('button', { name: 'gold' }).click()
    await drawer.waitFor({ state: 'detached' })
    expect(new URL(page.url()).searchParams.get('property')).toBe('plan:gold')
    await eventually(() => rows(page).count()).toBe(1)
    await page.goto(`${admin.waymark.url}/admin/activities?utm=source:newsletter`)
    await eventually(() => rows(page).count()).toBe(3)
  })

  test('walks from one activity to the next by arrow keys, and shows all that is stored of it', async () => {
    const { page } = await admin.open(`/activities?contact=${ada}`)
    await eventually(() => rows(page).count()).toBe(3)
    const [, second] = await rows(page).evaluateAll((all) => all.map((row) => row.getAttribute('data-row')))
    await rows(page).first().getByRole('link').first().click()
    const drawer = page.getByRole('dialog', { name: 'Activity' })
    await drawer.getByRole('heading', { name: "Data input 'sign-up'" }).waitFor()
    await page.keyboard.press('ArrowRight')
    await drawer.getByRole('heading', { name: 'Register' }).waitFor()
    await eventually(() => page.url()).toContain(`activity=${second}`)
    // Back closes it, however far one went on in it.
    await page.goBack()
    await drawer.waitFor({ state: 'detached' })
    expect(await rows(page).count()).toBe(3)
    await page.goForward()
    await drawer.getByRole('tab', { name: 'JSON' }).click()
    await drawer.getByText(`"id": "${second}"`).waitFor()
    expect(await findBarriers(page)).toEqual([])
    await drawer.getByRole('tab', { name: 'Essentials' }).click()
    await drawer.getByRole('link', { name: /^Visit of .*\d:\d\d/ }).click()
    await page.waitForURL('**/admin/visits/*')
  })

  test('shows one activity by its link, whether it is in the list or not', async () => {
    const [{ id }] = (await admin.waymark.read('/activities?search=/older')).items
    const { page } = await admin.open(`/activities?activity=${id}`)
    await page.getByRole('dialog', { name: 'Activity' }).getByText('/older').waitFor()
    await page.goto(`${admin.waymark.url}/admin/activities?activity=${id.replace(/.{12}$/, '000000000000')}`)
    await page.getByText('This activity is not there').waitFor()
  })

  test('leads from a bar to its time; the picture is a table, too, with the same numbers', async () => {
    const { page } = await admin.open('/activities?period=7d')
    await eventually(() => rows(page).count()).toBe(7)
    await page.getByRole('button', { name: 'Show as table' }).click()
    const cells = page.getByRole('table').first().locator('tbody tr td:last-child')
    const sum = async () => (await cells.allInnerTexts()).reduce((sum, cell) => sum + Number(cell), 0)
    await eventually(sum).toBe(7)
    await page.getByRole('button', { name: 'Show as picture' }).click()
    const last = chart(page).getByRole('button').last()
    const count = Number(/: (\d+) activit/.exec((await last.getAttribute('aria-label')) ?? '')?.[1])
    await last.focus()
    await page.keyboard.press('Enter')
    await eventually(() => rows(page).count()).toBe(count)
    expect(new URL(page.url()).searchParams.get('period')).toMatch(/^20.+\.\.20.+Z$/)
  })

  test('is narrowed to a visit from the visit itself, whenever it was, and says which one', async () => {
    const [{ visitId, contactId }] = (await admin.waymark.read('/activities?search=/older')).items
    const { page } = await admin.open(`/contacts/${contactId}/visits?visit=${visitId}`)
    await page.getByRole('link', { name: 'Show its activities' }).click()
    await eventually(() => rows(page).count()).toBe(2)
    await page.getByRole('button', { name: 'Any time' }).waitFor()
    const chip = page.getByRole('button', { name: /^Visit: .*\d\d.*, Anonymous/ })
    await chip.waitFor()
    await eventually(() => chart(page).getByRole('button').count()).toBeLessThan(3)

    await page.getByRole('button', { name: 'Remove filter Visit' }).click()
    await page.getByRole('button', { name: 'Last 24 hours' }).waitFor()
  })

  test('takes the id of a visit in any notation, and says where there is none', async () => {
    const [{ visitId }] = (await admin.waymark.read('/activities?search=/older')).items
    const { page } = await admin.open('/activities')
    await page.getByRole('button', { name: 'Filter', exact: true }).click()
    await page.getByRole('menuitem', { name: 'Visit' }).click()
    const id = page.getByRole('textbox', { name: 'Id of the visit' })
    await id.fill('seven')
    await id.press('Enter')
    await page.getByText('An id is a GUID').waitFor()
    await id.fill(visitId.replace(/.{12}$/, '000000000000'))
    await id.press('Enter')
    await page.getByText('There is no visit with this id.').waitFor()
    await id.fill(`{${visitId.toUpperCase()}}`)
    await id.press('Enter')
    await eventually(() => rows(page).count()).toBe(2)

    await page.goto(
      `${admin.waymark.url}/admin/activities?visit=${visitId.replace(/.{12}$/, '000000000000')}`,
    )
    await page.getByText('There is no such visit').waitFor()
    await page.getByRole('heading', { name: 'Nothing fits' }).waitFor()
  })

  test('offers a longer time where nothing happened', async () => {
    const { page } = await admin.open('/activities?q=/old')
    await page.getByRole('heading', { name: 'Nothing happened in this time' }).waitFor()
    await page.getByRole('button', { name: 'Last 7 days' }).click()
    await eventually(() => rows(page).count()).toBe(2)
  })

  test('shows what was sent as text, and makes no link of what would run', async () => {
    const { page, trouble } = await admin.open('/activities?q=javascript')
    await eventually(() => rows(page).count()).toBe(1)
    await rows(page).first().locator('td').nth(1).click()
    await page.getByRole('dialog', { name: 'Activity' }).getByText(hostile).first().waitFor()
    expect(await page.locator('a[href^="javascript"], tbody img').count()).toBe(0)
    expect(await page.evaluate(() => 'hacked' in window)).toBe(false)
    expect(trouble).toEqual([])
  })

  test('says of its picture what kept it away', async () => {
    const { page } = await admin.open('/contacts')
    await page.route('**/activities/histogram*', (route) => route.abort())
    await page.getByRole('link', { name: 'Activities' }).first().click()
    const chart = page.getByRole('region', { name: 'How much happened when?' })
    await eventually(() => chart.textContent()).toContain('The server cannot be reached.')
  })

  test('is exported with its filters and columns', async () => {
    const { page } = await admin.open('/activities?kind=goal&period=7d')
    await eventually(() => rows(page).count()).toBe(2)
    await page.getByRole('button', { name: 'Export' }).click()
    const downloading = page.waitForEvent('download')
    await page.getByRole('menuitem', { name: /NDJSON/ }).click()
    const lines = (await readFile(await (await downloading).path(), 'utf8')).trim().split('\n')
    expect(lines.map((line) => JSON.parse(line).title)).toEqual(['Register', 'Register'])
  })

  test('leaves out what is wrong in its address, and says so', async () => {
    const { page } = await admin.open('/activities?kind=purchase&period=yesterday&activity=1')
    await page.getByText('Left out: period, kind, activity').waitFor()
    await eventually(() => rows(page).count()).toBe(4)
  })

  test('is cards on a phone, and nothing moves sideways', async () => {
    const { page } = await admin.open('/activities', { width: 390, height: 844 })
    const list = page.getByRole('list', { name: 'Activities' })
    await list.getByText('Ada Lovelace').first().waitFor()
    await list.getByText('Register').tap()
    await page.getByRole('dialog', { name: 'Activity' }).getByRole('heading', { name: 'Register' }).waitFor()
    expect(await scrollsSideways(page)).toBe(false)
    await page.getByRole('button', { name: 'Close' }).tap()
    await page.getByRole('dialog').waitFor({ state: 'detached' })
    expect(await findBarriers(page)).toEqual([])
  })
})
