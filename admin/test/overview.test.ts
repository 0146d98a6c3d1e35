import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { guarded } from '../../server/test/support/listening-waymark.ts'
import { findBarriers, scrollsSideways } from './support/axe.ts'
import { type OpenAdmin, openAdmin, type PageOptions } from './support/open-admin.ts'

// Charts and axe take their time where much else goes on.
vi.setConfig({ testTimeout: 60_000 })

const eventually = <Value>(read: () => Promise<Value> | Value) => expect.poll(read, { timeout: 15_000 })

let admin: OpenAdmin
let visitors = 0

async function send(key: string, items: object[]): Promise<void> {
  const visitor = `0198f2c4-1c7e-7d2a-9b7e-${(++visitors).toString(16).padStart(12, '0')}`
  const reply = await fetch(`${admin.waymark.url}/sitecore/api/jss/track/event?sc_apikey=${key}`, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      'x-waymark-visitor': visitor,
      'user-agent': 'Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0',
    },
    body: JSON.stringify(items),
  })
  if (!reply.ok) throw new Error(await reply.text())
}

// Three visits of one channel, one of them with a goal, and one of another channel; and a robot.
beforeAll(async () => {
  admin = await openAdmin()
  const page = { pageId: guarded.channel, url: '/bikes' }
  await send(guarded.sitecoreKey, [page])
  await send(guarded.sitecoreKey, [page])
  await send(guarded.sitecoreKey, [page, { goalId: 'Register' }])
  await send(guarded.provisionalKey, [{ eventId: 'Download' }])
  await fetch(`${admin.waymark.url}/sitecore/api/jss/track/event?sc_apikey=${guarded.sitecoreKey}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'user-agent': 'curl/8.14.1' },
    body: JSON.stringify([{ ...page, url: '/robots' }]),
  })
})
afterAll(() => admin.close())

async function open(path: string, options?: PageOptions) {
  const opened = await admin.open(path, options)
  await opened.page.getByRole('region', { name: 'How many visits were there?' }).waitFor()
  return opened
}

const figure = (name: string) => `section[aria-label="${name}"]`

describe('The overview', () => {
  test('shows figures, charts and lists, and what they are of', async () => {
    const { page, trouble } = await open('/')
    expect(await page.locator(figure('Visits')).textContent()).toContain('4')
    expect(await page.locator(figure('Conversion rate')).textContent()).toContain('25%')
    await eventually(() => page.locator(figure('Contacts')).textContent()).toContain('0 known · 4 anonymous')
    await page.getByRole('button', { name: '/bikes' }).waitFor()
    await page.getByText('Days are those of UTC.').waitFor()
    expect(trouble).toEqual([])
  })

  test('is filtered whole by a click on a row, and the address says so', async () => {
    const { page } = await open('/')
    const channels = page.getByRole('list', { name: 'In which channels?' })
    await channels.getByRole('button', { name: 'Guarded' }).click()
    await eventually(() => new URL(page.url()).searchParams.get('channel')).toBe(guarded.channel)
    await eventually(() => page.locator(figure('Visits')).textContent()).toContain('3')
    await page.getByRole('list', { name: 'Which goals were reached?' }).getByRole('button').click()
    await eventually(() => page.locator(figure('Visits')).textContent()).toMatch(/^Visits1/)

    // The address is all that the page knows.
    await page.reload()
    await page.locator(figure('Visits')).waitFor()
    await eventually(() => page.locator(figure('Visits')).textContent()).toMatch(/^Visits1/)
    await page.getByRole('button', { name: 'Remove filter Channel' }).click()
    await page.getByRole('button', { name: 'Remove filter Goal' }).click()
    await eventually(() => new URL(page.url()).search).toBe('')
  })

  test('takes period, comparison and robots from the address and puts them there', async () => {
    const { page } = await open('/?period=today&compare=false')
    await page.getByText('Visits, and goals below, by hour').waitFor()
    expect(await page.getByRole('checkbox', { name: 'Compare' }).isChecked()).toBe(false)
    await page.getByText('90 days', { exact: true }).click()
    await eventually(() => new URL(page.url()).searchParams.get('period')).toBe('90d')
    await page.getByText('Visits, and goals below, by day').waitFor()
    await page.getByRole('checkbox', { name: 'With robots' }).click()
    await eventually(() => new URL(page.url()).searchParams.get('robots')).toBe('true')
  })

  test('of days without a visit says so, and where there are some', async () => {
    const { page } = await admin.open('/?from=2020-01-01&to=2020-01-31')
    await page.getByRole('heading', { name: 'No visits here' }).waitFor()
    await page.getByRole('button', { name: 'Widen to 90 days' }).click()
    await eventually(() => page.locator(figure('Visits')).textContent()).toContain('4')
  })

  test('of visits that were all those of robots says so, and shows them', async () => {
    const { page } = await admin.open('/?period=90d&entryPage=/robots')
    await page.getByRole('heading', { name: '1 visit, a robot’s' }).waitFor()
    await page.getByRole('button', { name: 'With robots' }).click()
    await eventually(() => page.locator(figure('Visits')).textContent()).toMatch(/^Visits1/)
  })

  test('says why days of one’s own cannot be chosen, and what they are compared with', async () => {
    const { page } = await open('/?period=7d')
    await page.getByText(/compared with .+ in full, though today is not over/).waitFor()
    await page.getByRole('button', { name: 'Custom' }).click()
    await page.getByLabel('To, included').fill('2026-01-01')
    await page.getByLabel('From', { exact: true }).fill('2026-01-02')
    await page.getByText('It ends before it begins.').waitFor()
    expect(await page.getByRole('button', { name: 'Apply' }).isDisabled()).toBe(true)
  })

  test('drops what makes no sense in an address, with a notice', async () => {
    const { page } = await admin.open('/?from=2026-02-30&channel=nowhere')
    await page.getByText('Left out: from, channel.').waitFor()
    await eventually(() => page.locator(figure('Visits')).textContent()).toContain('4')
  })

  test.each(['from=2026-12-01&to=2026-01-01', 'from=2020-01-01&to=2026-01-01'])(
    'shows its usual days where %s are none of a report, with a notice',
    async (days) => {
      const { page } = await admin.open(`/?${days}`)
      await page.getByText('Left out: from, to.').waitFor()
      await eventually(() => page.locator(figure('Visits')).textContent()).toContain('4')
    },
  )

  test('shows each picture as a table, and gives it as a file', async () => {
    const { page } = await open('/?period=7d')
    const chart = page.getByRole('region', { name: 'How many visits were there?' })
    await chart.getByRole('button', { name: 'Show as table: How many visits were there?' }).click()
    expect(await chart.getByRole('row').count()).toBe(8)
    const list = page.getByRole('region', { name: 'Where did visits begin?' })
    await list.getByRole('button', { name: 'Show as table: Where did visits begin?' }).click()
    expect(await list.getByRole('row', { name: '/bikes' }).textContent()).toBe('/bikes3501')
    const href = await list
      .getByRole('link', { name: 'Download as CSV: Where did visits begin?' })
      .getAttribute('href')
    const reply = await page.request.get(`${admin.waymark.url}${href}`)
    expect(await reply.text()).toContain('entryPage,/bikes,/bikes,3,1,50')
  })

  test('lets arrow keys walk from point to point', async () => {
    const { page } = await open('/?period=7d')
    const picture = page.locator(`${figure('How many visits were there?')} [tabindex="0"]`).first()
    await picture.focus()
    await page.keyboard.press('ArrowRight')
    await page.locator('.recharts-tooltip-wrapper', { hasText: 'Visits' }).first().waitFor()
  })

  test('leads from the last hour to Live, with the filter', async () => {
    const { page } = await open('/')
    const health = page.getByRole('region', { name: 'The last hour' })
    await health.getByRole('link', { name: '4 accepted: show in Live' }).click()
    await page.waitForURL('**/admin/live?verdict=accepted,**')
  })

  test.each(['light', 'dark'] as const)('meets no barrier in the %s scheme', async (scheme) => {
    const { page } = await open('/?period=7d', { scheme })
    await page.getByRole('list', { name: 'On which devices?' }).waitFor()
    for (const title of ['Who became known?', 'From which countries?'])
      await page.getByRole('button', { name: `Show as table: ${title}` }).press('Enter')
    await page.getByRole('table', { name: 'From which countries?' }).waitFor()
    expect(await findBarriers(page)).toEqual([])
  })

  test('does not scroll sideways on a phone', async () => {
    const { page } = await open('/?period=90d', { width: 390, height: 844 })
    await page.getByRole('list', { name: 'On which devices?' }).waitFor()
    expect(await scrollsSideways(page)).toBe(false)
  })
})
