import { readFile } from 'node:fs/promises'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { findBarriers, scrollsSideways } from './support/axe.ts'
import { type OpenAdmin, openAdmin } from './support/open-admin.ts'
import { sendTo, type Visitors } from './support/visitors.ts'

let admin: OpenAdmin
let visitors: Visitors

beforeAll(async () => {
  admin = await openAdmin({ more: { outcomes: [{ name: 'Order' }] } })
  visitors = sendTo(admin)
})
afterAll(() => admin?.close())

const soon = { timeout: 10_000 }
const ago = (hours: number) => new Date(Date.now() - hours * 3_600_000).toISOString()
const page = (url: string, hours = 0) => ({
  pageId: '{110D559F-DEA5-42EA-9C1C-8A5DF7E70EF9}',
  url,
  ...(hours > 0 && { timestamp: ago(hours) }),
})
const order = (monetaryValue: string, currencyCode: string) => ({
  outcomeId: 'Order',
  monetaryValue,
  currencyCode,
})
const visitsOf = (shown: Page) => shown.getByRole('region', { name: 'All visits' }).getByRole('listitem')

describe('The figures of a contact', () => {
  test.each([1440, 768, 390, 320])(
    'stand in one line each, and nothing moves sideways, at %i pixels',
    async (width) => {
      const visitor = await visitors.browse([
        page('/', 0.01),
        order('18447.30', 'USD'),
        ...Array.from({ length: 3 }, () => order('999999999999.99', 'EUR')),
        order('1337.5', 'CHF'),
      ])
      const { page: shown } = await admin.open(`/contacts/${visitor}/overview`, { width, height: 800 })
      const figures = shown.getByLabel('In figures')
      await figures.waitFor(soon)
      const broken = await figures.locator('dd').evaluateAll((all) =>
        all
          .filter((figure) => {
            const text = document.createRange()
            text.selectNodeContents(figure)
            const { height, width } = text.getBoundingClientRect()
            return height > 32 || width > figure.clientWidth + 1
          })
          .map((figure) => figure.textContent),
      )
      expect(broken).toEqual([])
      expect(await scrollsSideways(shown)).toBe(false)
      await figures.getByText('$18.4K').hover()
      await shown.getByRole('tooltip', { name: '$18,447.30' }).waitFor(soon)
    },
  )
})

describe('The visits of a contact', () => {
  test('say how each came, what was done in it, and what ended it', async () => {
    const seen = (url: string, hours: number, more: object = {}) => ({
      type: 'pagevisit',
      url,
      timestamp: ago(hours),
      ...more,
    })
    const visitor = await visitors.act([
      seen('/entry', 50, { referrer: 'https://search.example/find' }),
      seen('/exit', 49.99),
      { type: 'click', value: 'Buy', timestamp: ago(49.98) },
    ])
    await visitors.act([seen('/now', 0)], visitor)
    const { page: shown, trouble } = await admin.open(`/contacts/${visitor}/visits`)
    const oldest = visitsOf(shown).last()
    await oldest.waitFor(soon)
    const text = await oldest.innerText()
    for (const fact of ['/entry', '/exit', 'search.example', 'Ended by time-out'])
      expect(text).toContain(fact)
    expect(text).toMatch(/Pages\s*2/)
    expect(text).toMatch(/Activities\s*3/)
    expect(await visitsOf(shown).first().innerText()).toContain('Still open')

    await oldest.getByRole('link').first().click()
    const drawer = shown.getByRole('dialog', { name: 'Visit detail' })
    await drawer.getByText('Time-out', { exact: true }).waitFor(soon)
    expect(trouble).toEqual([])
  })

  test('that a flush ended say so', async () => {
    const visitor = await visitors.browse([page('/')])
    const { items } = await admin.waymark.read(`/contacts/${visitor}/visits`)
    const { page: shown, context } = await admin.open(`/contacts/${visitor}/visits`)
    await visitsOf(shown).getByText('Still open').waitFor(soon)
    const reply = await context.request.post(`${admin.waymark.url}/api/v1/visits/${items[0].id}/end`)
    expect(reply.ok()).toBe(true)
    await shown.reload()
    await visitsOf(shown).getByText('Ended by flush').waitFor(soon)
  })

  test('are in the order that the address says, and exported in it', async () => {
    const visitor = await visitors.browse([page('/first', 50)])
    await visitors.browse([page('/second', 30)], visitor)
    const { page: shown } = await admin.open(`/contacts/${visitor}/visits`)
    await expect.poll(() => visitsOf(shown).first().innerText(), soon).toContain('/second')
    await shown.getByLabel('Order').selectOption('Oldest first')
    await expect.poll(() => visitsOf(shown).first().innerText(), soon).toContain('/first')
    expect(shown.url()).toContain('sort=startedAt')
    await shown.reload()
    await expect.poll(() => visitsOf(shown).first().innerText(), soon).toContain('/first')

    await shown.getByRole('button', { name: 'Export' }).click()
    const begun = shown.waitForEvent('download')
    await shown.getByRole('menuitem', { name: /CSV/ }).click()
    const lines = (await readFile(await (await begun).path(), 'utf8')).trim().split('\r\n')
    expect(lines[0]).toMatch(/,Duration,.*,Ended by,/)
    expect(lines.slice(1).map((line) => /\/(first|second)/.exec(line)?.[1])).toEqual(['first', 'second'])
  })

  test('fit a phone, and have no barrier', async () => {
    const visitor = await visitors.act([
      { type: 'pagevisit', url: `/${'y'.repeat(200)}`, referrer: `https://${'x'.repeat(60)}.example/` },
    ])
    const { page: shown } = await admin.open(`/contacts/${visitor}/visits`, { width: 320, height: 600 })
    await visitsOf(shown).first().waitFor(soon)
    expect(await scrollsSideways(shown)).toBe(false)
    expect(await findBarriers(shown)).toEqual([])
  })
})

describe('The activity of a contact', () => {
  test('names each visit by when it was, how long, and what it was worth', async () => {
    const visitor = await visitors.browse([page('/one', 40), { goalId: 'Register', timestamp: ago(39.9) }])
    await visitors.browse([page('/two', 38)], visitor)
    const { page: shown } = await admin.open(`/contacts/${visitor}/activity`)
    const heads = shown
      .getByRole('region', { name: 'What this contact did' })
      .getByRole('link', { name: /^Visit / })
    await expect.poll(() => heads.count(), soon).toBe(2)
    const names = await heads.evaluateAll((all) => all.map((one) => one.getAttribute('aria-label') ?? ''))
    expect(new Set(names).size).toBe(2)
    expect(names[1]).toMatch(/^Visit on .*\d{1,2}:\d{2}:\d{2}.*: 6 m, 50 points, Guarded$/)
    expect(names[0]).toMatch(/: 0 s, 0 points, Guarded$/)
  })
})

describe('On a phone', () => {
  test('the parts of a profile are in reach, and what one chooses shows at once', async () => {
    const visitor = await visitors.browse([page('/0', 70)])
    for (let hours = 68; hours > 40; hours -= 3) await visitors.browse([page(`/${hours}`, hours)], visitor)
    const { page: shown } = await admin.open(`/contacts/${visitor}/overview`, { width: 390, height: 844 })
    const tabs = shown.getByRole('navigation', { name: 'Parts of the profile' })
    await tabs.waitFor(soon)
    const isInSight = async (what: ReturnType<Page['locator']>) => {
      const box = await what.boundingBox()
      return box !== null && box.y >= 0 && box.y + 40 < 844
    }
    expect(await isInSight(tabs)).toBe(true)
    await shown.getByRole('region', { name: 'Journey', exact: true }).waitFor(soon)
    await tabs.getByRole('link', { name: 'Identities' }).tap()
    await expect.poll(() => isInSight(shown.getByRole('region', { name: 'Devices' })), soon).toBe(true)
    const { page: linked } = await admin.open(`/contacts/${visitor}/details`, { width: 390, height: 844 })
    await expect.poll(() => isInSight(linked.getByRole('region', { name: 'Person' })), soon).toBe(true)
  })
})

test('The picture of a contact who just came is theirs, and ends now', async () => {
  const seconds = 5 / 3_600
  const visitor = await visitors.browse([page('/', seconds), { goalId: 'Register', timestamp: ago(seconds) }])
  const { page: shown } = await admin.open(`/contacts/${visitor}/overview`)
  const picture = shown.getByRole('group', { name: /^Journey of/ })
  await picture.waitFor(soon)
  const now = picture.getByText('Now', { exact: true })
  const visit = picture.getByRole('button', { name: /^Visit/ })
  const era = picture.getByRole('button', { name: /^Era / })
  const [line, mark, bar, all] = await Promise.all(
    [now, visit, era, picture].map(async (part) => {
      const box = await part.boundingBox()
      return { left: box?.x ?? 0, right: (box?.x ?? 0) + (box?.width ?? 0), width: box?.width ?? 0 }
    }),
  )
  if (!line || !mark || !bar || !all) throw new Error('not drawn')
  expect(line.left).toBeGreaterThan(all.left + all.width * 0.9)
  expect(mark.right).toBeLessThan(line.left - 20)
  expect(bar.width).toBeGreaterThan(100)
})
