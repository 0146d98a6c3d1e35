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
let anonymous: string
let register: string
let order: string

const hostile = '<img src=x onerror="window.hacked=1">'
const longWord = 'Donaudampfschifffahrtsgesellschaft'.repeat(2)

// Eighty colleagues, whose last visit is longer and longer ago, a few of whom reached a goal; and some with odd names.
beforeAll(async () => {
  admin = await openAdmin({
    more: {
      goals: [
        { name: 'Register', displayName: 'Registration', points: 50 },
        { name: 'Order', displayName: 'Order', points: 20 },
      ],
    },
  })
  const { waymark } = admin
  const [first, second] = (await waymark.read('/definitions?kind=goal')).items
  ;[register, order] = first.name === 'Register' ? [first.id, second.id] : [second.id, first.id]
  for (let from = 0; from < 80; from += 10)
    await Promise.all(
      Array.from({ length: 10 }, (_, n) => {
        const number = from + n
        return makeVisitor(waymark, {
          fields: {
            ContactFirstName: 'Colleague',
            ContactLastName: `Nr ${number}`,
            ContactEmail: `colleague${number}@example.com`,
          },
          hoursAgo: 1 + number / 2,
          goals: number < 3 ? ['Order'] : number < 5 ? ['Register'] : [],
        })
      }),
    )
  ada = await makeVisitor(waymark, {
    fields: {
      ContactFirstName: 'Ada',
      ContactMiddleName: 'Augusta',
      ContactLastName: 'Lovelace',
      ContactEmail: 'countess@engine.example',
    },
  })
  await makeVisitor(waymark, { fields: { ContactFirstName: '=HYPERLINK("x")', ContactLastName: 'Sum' } })
  await makeVisitor(waymark, { fields: { ContactFirstName: hostile, ContactLastName: `\u202Etxet 🚲` } })
  await makeVisitor(waymark, { fields: { ContactFirstName: longWord } })
  anonymous = await makeVisitor(waymark, { sitecoreKey: guarded.provisionalKey, goals: ['Order'] })
}, 60_000)
afterAll(() => admin?.close())

/** On a machine that has much else to do. */
const eventually = <Value>(read: () => Promise<Value> | Value) => expect.poll(read, { timeout: 10_000 })
const table = (page: Page) => page.getByRole('table', { name: 'Contacts' })
const rows = (page: Page) => page.locator('tbody tr')
const row = (page: Page, name: string) => rows(page).filter({ hasText: name })

async function namesOf(page: Page): Promise<string[]> {
  await page.locator('[data-stale]').waitFor({ state: 'detached' })
  return rows(page).locator('td:first-child bdi').allInnerTexts()
}

describe('The list of contacts', () => {
  test.each([
    ['a middle part of the full name', () => 'ta Love'],
    ['a part of the e-mail address', () => 'ss@engine'],
    ['the id', () => ada],
  ])('finds a person by %s', async (_what, text) => {
    const { page } = await admin.open('/contacts')
    await table(page).waitFor()
    await page.keyboard.press('/')
    await page.keyboard.type(text())
    await row(page, 'Ada Augusta Lovelace').waitFor()
    await eventually(() => rows(page).count()).toBe(1)
    expect(page.url()).toContain('q=')
  })

  test('comes back as it was, after two pages and a look at a contact: page, order and place', async () => {
    const { page } = await admin.open('/contacts?limit=25', { height: 500 })
    await page.getByRole('button', { name: 'Value', exact: true }).click()
    await eventually(() => namesOf(page)).toContain('Colleague Nr 3')
    expect(
      await page.getByRole('columnheader', { name: 'Value', exact: true }).getAttribute('aria-sort'),
    ).toBe('descending')
    const [first] = await namesOf(page)
    await page.getByRole('button', { name: 'Next' }).click()
    await eventually(async () => (await namesOf(page))[0]).not.toBe(first)
    const [second] = await namesOf(page)
    await page.getByRole('button', { name: 'Next' }).click()
    await eventually(async () => (await namesOf(page))[0]).not.toBe(second)
    const names = await namesOf(page)
    await page.evaluate(() => scrollTo(0, 600))
    await eventually(() => page.evaluate(() => scrollY)).toBe(600)
    // The head of the first column stays above the names that pass below it.
    const name = page.getByRole('columnheader', { name: 'Name' })
    expect(
      await name.evaluate((head) => {
        const { left, top } = head.getBoundingClientRect()
        return head.contains(document.elementFromPoint(left + 20, top + 18))
      }),
    ).toBe(true)
    await rows(page).nth(18).getByRole('link').click()
    await page.getByRole('heading', { level: 1, name: names[18] }).waitFor()
    await page.getByRole('region', { name: 'Latest events' }).waitFor()
    await eventually(() => page.evaluate(() => scrollY)).toBe(0)
    await page.getByText('19 of 25 on its page').waitFor()
    await page.goBack()
    await eventually(() => namesOf(page)).toEqual(names)
    expect(page.url()).toContain('sort=-totalPoints')
    expect(await page.evaluate(() => scrollY)).toBe(600)
    // Also where the list has to be asked for again.
    await page.reload()
    await eventually(() => page.evaluate(() => scrollY)).toBe(600)
  })

  test('keeps to one of two goals and a channel, and a link shows the same rows to somebody else', async () => {
    const { page } = await admin.open('/contacts')
    await page.getByRole('button', { name: 'Filter', exact: true }).click()
    await page.getByRole('menuitem', { name: 'Goal reached' }).click()
    await page.getByRole('checkbox', { name: 'Registration' }).check()
    await page.getByRole('checkbox', { name: 'Order' }).check()
    await page.keyboard.press('Escape')
    await eventually(() => rows(page).count()).toBe(6)
    await page.getByRole('button', { name: 'Filter', exact: true }).click()
    await page.getByRole('menuitem', { name: 'Channel', exact: true }).click()
    await page.getByRole('checkbox', { name: 'Guarded' }).check()
    await page.keyboard.press('Escape')
    await eventually(() => rows(page).count()).toBe(5)
    const names = await namesOf(page)
    expect(names.toSorted()).toEqual([0, 1, 2, 3, 4].map((number) => `Colleague Nr ${number}`))
    expect(new URL(page.url()).searchParams.get('goal')?.split(',').toSorted()).toEqual(
      [order, register].toSorted(),
    )

    const { pathname, search } = new URL(page.url())
    const other = await admin.open(`${pathname.replace('/admin', '')}${search}`, { as: 'viewer' })
    await eventually(() => namesOf(other.page)).toEqual(names)
    await other.page
      .getByText('Registration or Order')
      .or(other.page.getByText('Order or Registration'))
      .waitFor()
  })

  test('has the columns that somebody chose, in their order, on another browser too', async () => {
    const { page } = await admin.open('/contacts', { as: 'marketer' })
    await table(page).waitFor()
    await page.getByRole('button', { name: 'Columns' }).click()
    await page.getByRole('checkbox', { name: 'E-mail' }).uncheck()
    await page.getByRole('checkbox', { name: 'Activities' }).check()
    // By keys one goes on from there.
    const box = page.getByRole('checkbox', { name: 'Activities' })
    expect(await box.evaluate((node) => node === document.activeElement)).toBe(true)
    await page.getByRole('button', { name: 'Move Activities up' }).click()
    const saved = page.waitForResponse((reply) => reply.request().method() === 'PUT')
    await page.getByRole('button', { name: 'Move Visits up' }).click()
    await saved
    const heads = await page.getByRole('columnheader').allInnerTexts()
    expect(heads).not.toContain('E-mail')
    expect(heads.indexOf('Visits')).toBeLessThan(heads.indexOf('Value'))

    const other = await admin.open('/contacts', { as: 'marketer' })
    await eventually(() => other.page.getByRole('columnheader').allInnerTexts()).toEqual(heads)
  })

  test('asks for consents only where somebody wants to see them', async () => {
    const { page } = await admin.open('/contacts', { as: 'viewer' })
    const asked: string[] = []
    page.on('request', (request) => asked.push(request.url()))
    await page.reload()
    await table(page).waitFor()
    await page.getByRole('button', { name: 'Columns' }).click()
    const including = page.waitForResponse((reply) => reply.url().includes('include=consents'))
    await page.getByRole('checkbox', { name: 'Consents' }).check()
    expect((await (await including).json()).items[0]).toHaveProperty('consents')
    expect(asked.filter((url) => /contacts\?/.test(url)).length).toBe(2)
    await page.getByRole('columnheader', { name: 'Consents' }).waitFor()
    await page.getByRole('button', { name: 'Reset' }).click()
  })

  test('lets a column be made wider by keys, and remembers it', async () => {
    const { page } = await admin.open('/contacts', { as: 'privacy' })
    const edge = page.getByRole('separator', { name: 'Width of the column E-mail' })
    const before = Number(await edge.getAttribute('aria-valuenow'))
    const saved = page.waitForResponse((reply) => reply.request().method() === 'PUT')
    await edge.press('ArrowRight')
    await saved
    await page.reload()
    await eventually(() => edge.getAttribute('aria-valuenow')).toBe(String(before + 16))
  })

  test('is exported with its columns and filters, and what looks like a formula is none', async () => {
    const { page } = await admin.open('/contacts?q=sum')
    await row(page, 'Sum').waitFor()
    await page.getByRole('button', { name: 'Export' }).click()
    const downloading = page.waitForEvent('download')
    await page.getByRole('menuitem', { name: /CSV/ }).click()
    const text = await readFile(await (await downloading).path(), 'utf8')
    const [head, ...lines] = text.replace('\uFEFF', '').trim().split('\r\n')
    expect(head?.split(',').slice(0, 4)).toEqual(['Id', 'Name', 'Robot', 'E-mail'])
    expect(lines).toHaveLength(1)
    expect(lines[0]).toContain(`"'=HYPERLINK(""x"") Sum"`)
  })

  test('is not exported by who may only look, and says who may', async () => {
    const { page } = await admin.open('/contacts', { as: 'viewer' })
    const locked = page.getByRole('button', { name: 'Export', disabled: true })
    await locked.focus()
    await page.getByRole('tooltip', { name: 'Needs the role admin, marketer, privacy' }).waitFor()
    await locked.click({ force: true })
    await eventually(() => page.getByRole('menu').count()).toBe(0)
  })

  test('shows what visitors say of themselves as text, in its row', async () => {
    const { page, trouble } = await admin.open('/contacts?q=onerror')
    await row(page, hostile).waitFor()
    expect(await page.evaluate(() => 'hacked' in window)).toBe(false)
    expect(await page.locator('tbody img').count()).toBe(0)
    await page.goto(`${admin.waymark.url}/admin/contacts?q=${longWord}`)
    const height = await row(page, longWord).evaluate((element) => element.getBoundingClientRect().height)
    expect(height).toBeLessThan(50)
    expect(trouble).toEqual([])
  })

  test('leaves out what is wrong in its address, and says so', async () => {
    const { page } = await admin.open('/contacts?sort=nonsense&goal=x&who=known&limit=7')
    await page.getByText('Left out: goal, sort, limit').waitFor()
    await row(page, 'Ada Augusta Lovelace').waitFor()
    expect(await rows(page).filter({ hasText: 'Anonymous' }).count()).toBe(0)
  })

  test('says of an old link that it names nobody, until that is read', async () => {
    const { page } = await admin.open('/ExperienceProfile/contact?cid=zzz')
    const notice = page.getByRole('status').filter({ hasText: 'holds no contact id' })
    await notice.waitFor()
    await row(page, 'Ada Augusta Lovelace').waitFor()
    await notice.getByRole('button', { name: 'Close' }).click()
    await notice.waitFor({ state: 'detached' })
    expect(page.url()).not.toContain('link=')
  })

  test('begins anew where a cursor is none, and says so', async () => {
    const { page } = await admin.open('/contacts?cursor=abc&limit=25')
    await page.getByText('That page of the list is not there any more').waitFor()
    await eventually(() => rows(page).count()).toBe(25)
    expect(page.url()).not.toContain('cursor')
  })

  test('says why nobody is there, and leads back to everybody', async () => {
    const { page } = await admin.open('/contacts?q=nobody-at-all')
    await page.getByRole('heading', { name: 'Nobody fits' }).waitFor()
    await page.getByRole('button', { name: 'Clear search and filters' }).click()
    await table(page).waitFor()
  })

  test('is walked with J and K; P looks at a contact, Escape leads back, Enter opens', async () => {
    const { page } = await admin.open('/contacts?q=countess@')
    await row(page, 'Ada Augusta Lovelace').waitFor()
    await page.keyboard.press('j')
    await page.keyboard.press('p')
    const peek = page.getByRole('dialog', { name: 'Contact at a glance' })
    await peek.getByRole('heading', { name: 'Ada Augusta Lovelace' }).waitFor()
    await peek.getByText('countess@engine.example').waitFor()
    expect(page.url()).toContain(`peek=${ada}`)
    expect(await findBarriers(page)).toEqual([])
    await page.keyboard.press('Escape')
    await peek.waitFor({ state: 'detached' })
    await page.keyboard.press('Enter')
    await page.waitForURL(new RegExp(`/contacts/${ada}`))
  })

  test('opens a contact in another tab with the middle button, wherever in the row', async () => {
    const { page, context } = await admin.open('/contacts?q=countess@')
    const opened = context.waitForEvent('page')
    await row(page, 'Ada Augusta Lovelace').locator('td').nth(3).click({ button: 'middle' })
    expect((await opened).url()).toContain(`/admin/contacts/${ada}`)
    expect(page.url()).toContain('q=countess')
  })

  test('understands the words of the API in a link', async () => {
    const { page } = await admin.open(`/contacts?known=false&goal=${order}`)
    await eventually(() => rows(page).count()).toBe(1)
    expect(await rows(page).first().getAttribute('data-row')).toBe(anonymous)
  })
})

describe('On a phone', () => {
  test('contacts are cards, found and opened by touch, and nothing moves sideways', async () => {
    const { page } = await admin.open('/contacts', { width: 390, height: 844 })
    const list = page.getByRole('list', { name: 'Contacts' })
    await list.waitFor()
    expect(await scrollsSideways(page)).toBe(false)
    expect(await findBarriers(page)).toEqual([])
    // What they are sorted by stands first on each card.
    const firstFacts = () => list.getByRole('listitem').first().innerText()
    await eventually(firstFacts).toMatch(/\n\s*Last visit/)
    await page.getByLabel('Sort by').selectOption({ label: 'First seen' })
    await eventually(() => page.url()).toContain('sort=-firstSeenAt')
    await eventually(firstFacts).toMatch(/\n\s*First seen/)
    await page.getByRole('searchbox', { name: 'Name, e-mail, identifier or id' }).fill('lovelace')
    await eventually(() => list.getByRole('listitem').count()).toBe(1)
    await list.getByRole('link', { name: /Ada Augusta Lovelace/ }).tap()
    await page.waitForURL(new RegExp(`/contacts/${ada}`))
  })
})

test.each(['light', 'dark'] as const)(
  'Filters and columns have no barrier in the %s scheme',
  async (scheme) => {
    const { page } = await admin.open(`/contacts?goal=${order}`, { scheme })
    await table(page).waitFor()
    await page.getByRole('button', { name: 'Columns' }).click()
    await page.getByRole('dialog', { name: 'Columns' }).waitFor()
    expect(await findBarriers(page)).toEqual([])
    await page.keyboard.press('Escape')
    await page.getByRole('button', { name: /^Goal reached: Order/ }).click()
    await page.getByRole('dialog', { name: 'Goal reached' }).waitFor()
    expect(await findBarriers(page)).toEqual([])
  },
)
