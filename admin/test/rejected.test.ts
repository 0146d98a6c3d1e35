import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { guarded } from '../../server/test/support/listening-waymark.ts'
import { findBarriers, scrollsSideways } from './support/axe.ts'
import { type OpenAdmin, openAdmin } from './support/open-admin.ts'

let admin: OpenAdmin

beforeAll(async () => {
  admin = await openAdmin()
})
afterAll(() => admin.close())

let visitors = 0
const newVisitor = () => `0198f2c4-1c7e-7d2a-9b7e-${(++visitors).toString(16).padStart(12, '0')}`

/** Has the Sitecore API refuse something, and finds it. */
async function refuse(event: object, visitor = newVisitor()): Promise<{ id: string; visitor: string }> {
  const { waymark } = admin
  await fetch(`${waymark.url}/sitecore/api/jss/track/event?sc_apikey=${guarded.sitecoreKey}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'x-waymark-visitor': visitor },
    body: JSON.stringify([event]),
  })
  let id = ''
  await expect
    .poll(async () => {
      const { items } = await waymark.read(`/rejected-events?contact=${visitor}&limit=1`)
      id = items[0]?.id ?? ''
      return id
    })
    .not.toBe('')
  return { id, visitor }
}

/** Many of the same, as a flood over hours leaves them. */
async function multiply(id: string, count: number): Promise<void> {
  const { queries } = admin.waymark
  const row = await queries
    .selectFrom('rejected_events')
    .selectAll()
    .where('id', '=', id)
    .executeTakeFirstOrThrow()
  const copies = Array.from({ length: count }, (_, n) => ({
    ...row,
    id: crypto.randomUUID(),
    received_at: new Date(row.received_at.getTime() - (n + 1) * 10_000),
    sender: JSON.stringify(row.sender),
  }))
  await queries.insertInto('rejected_events').values(copies).execute()
}

const countOf = async (visitor: string) =>
  (await admin.waymark.read(`/contacts/${visitor}`).catch(() => ({ activityCount: 0 }))).activityCount

describe('Somebody who looks after rejected events', () => {
  test('corrects one, replays it, and finds it no longer among those that wait', async () => {
    const { id, visitor } = await refuse({ goalId: 'Regsiter' })
    const { receivedAt } = await admin.waymark.read(`/rejected-events/${id}`)
    const { page, trouble } = await admin.open('/live/rejected')
    await page.getByRole('heading', { name: 'Rejected events', level: 1 }).waitFor()
    await page.getByRole('link', { name: 'Unknown goal “Regsiter”' }).click()
    await page.getByRole('table', { name: 'Rejected events' }).getByRole('link').first().click()
    await page.getByText("There is no goal 'Regsiter'. Define it first, or check the spelling.").waitFor()

    const editor = page.getByLabel('Event as JSON')
    await editor.fill('{"goalId": "Register"')
    await page.getByText('Line 1, column 22: the text ends too early.').waitFor()
    await editor.fill('{"goal": "Register"}')
    await page.getByText('The event needs one of goalId').waitFor()
    await editor.fill('{"goalId": "Register"}')
    await page.getByRole('region', { name: 'Changed lines' }).getByText('"goalId": "Register"').waitFor()
    await page.getByRole('button', { name: 'Replay corrected' }).click()
    await page.getByText('Replayed: it is stored now, at its original time.').waitFor()
    await page.getByText('Corrected by ada@example.com').waitFor()

    const { items } = await admin.waymark.read(`/activities?contact=${visitor}`)
    expect(items).toMatchObject([{ type: 'Register', occurredAt: receivedAt, timeSource: 'replayed' }])
    await page.goto(`${admin.waymark.url}/admin/live/rejected?view=events&state=waiting&contact=${visitor}`)
    await page.getByText('Nothing fits these filters.').waitFor()
    expect(trouble).toEqual([])
  })

  test('mends a cause and has all that waits for it replayed, watching how far it is', async () => {
    const { id, visitor } = await refuse({ goalId: 'Newsletter' })
    await multiply(id, 239)
    const { page, trouble } = await admin.open('/live/rejected')
    await page.getByRole('link', { name: 'Unknown goal “Newsletter”' }).click()
    const replay = page.getByRole('button', { name: 'Then replay the 240 that wait' })
    await expect.poll(() => replay.getAttribute('aria-describedby')).not.toBeNull()
    expect(await replay.getAttribute('aria-disabled')).toBe('true')
    await page.getByText('Possible as soon as the cause is mended.').waitFor()
    await page.getByRole('button', { name: 'Create the goal Newsletter' }).click()
    await page.getByText('“Newsletter” is defined now').waitFor()
    await replay.click()
    const progress = page.getByRole('region', { name: 'Replaying rejected events' })
    await progress.getByRole('progressbar').waitFor()
    await page.reload()
    await progress.getByText('240 events were replayed.').waitFor()
    await progress.getByText('240 of 240').waitFor()
    expect(await countOf(visitor)).toBe(240)
    await progress.getByRole('button', { name: 'Close' }).click()
    await progress.waitFor({ state: 'detached' })
    expect(page.url()).not.toContain('job=')
    expect(trouble).toEqual([])
  })

  test('takes the name that was meant instead of a misspelt one, and is led to what was stored', async () => {
    const { id, visitor } = await refuse({ goalId: 'Regster', data: 'as sent' })
    const { page, trouble } = await admin.open(`/live/rejected/${id}`)
    expect(await page.getByRole('button', { name: 'Then replay the one that waits' }).isDisabled()).toBe(true)
    await page.getByRole('button', { name: 'Use Register' }).click()
    await expect.poll(() => page.getByLabel('Event as JSON').inputValue()).toContain('"goalId": "Register"')
    await page.getByRole('button', { name: 'Replay corrected' }).click()
    await page.getByText('Replayed: it is stored now, at its original time.').waitFor()
    await page.getByRole('link', { name: 'See the contact with what was stored' }).click()
    await page.waitForURL((url) => url.pathname.includes(`/contacts/${visitor}`))
    expect(await countOf(visitor)).toBe(1)
    expect(trouble).toEqual([])
  })

  test('gives up many only after typing how many they are', async () => {
    const { id } = await refuse({ goalId: 'Given up' })
    await multiply(id, 2)
    const { page } = await admin.open('/live/rejected')
    await page.getByRole('button', { name: 'Actions for Unknown goal “Given up”' }).click()
    await page.getByRole('menuitem', { name: 'Discard all 3…' }).click()
    const dialog = page.getByRole('dialog', { name: 'Discard rejected events' })
    const verb = dialog.getByRole('button', { name: 'Discard' })
    await dialog.getByLabel('Type 3 to confirm').fill('2')
    expect(await verb.isDisabled()).toBe(true)
    await dialog.getByLabel('Type 3 to confirm').fill('3')
    await verb.click()
    await page.getByText('3 events were discarded.').waitFor()
    const { items } = await admin.waymark.read('/rejected-events?subject=Given%20up')
    expect(items.map(({ state }: { state: string }) => state)).toEqual([
      'discarded',
      'discarded',
      'discarded',
    ])
  })

  test('is told what the client sent again meanwhile, and why something cannot be replayed', async () => {
    const { id, visitor } = await refuse({
      outcomeId: 'Opportunity',
      monetaryValue: 'much',
      messageId: 'm-1',
    })
    await fetch(`${admin.waymark.url}/sitecore/api/jss/track/event?sc_apikey=${guarded.sitecoreKey}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'x-waymark-visitor': visitor },
      body: JSON.stringify([{ outcomeId: 'Opportunity', monetaryValue: '5', messageId: 'm-1' }]),
    })
    const { page } = await admin.open(`/live/rejected/${id}`)
    await page.getByText('Probably done').waitFor()
    await page.getByText('an event with the same messageId is stored').waitFor()
    await page.goto(`${admin.waymark.url}/admin/live/rejected/${newVisitor()}`)
    await page.getByRole('heading', { name: 'This rejected event is not there' }).waitFor()
  })

  test('sees what was sent as text, whatever it is', async () => {
    const { id } = await refuse({
      goalId: '<img src=x onerror="document.title=1">\u202egnp',
      url: 'javascript:alert(1)',
    })
    const { page, trouble } = await admin.open(`/live/rejected/${id}`)
    await page.getByRole('heading', { level: 1 }).getByText('<img src=x').waitFor()
    expect(await page.locator('img[src="x"], a[href^="javascript"]').count()).toBe(0)
    expect(trouble).toEqual([])
  })

  test.each([
    ['light', 1440],
    ['dark', 1440],
    ['light', 390],
    ['dark', 390],
  ] as const)('meets no barrier in the %s scheme at %i px', { timeout: 60_000 }, async (scheme, width) => {
    const { id } = await refuse({ goalId: `Barrier ${scheme} ${width} ${'long'.repeat(50)}` })
    const { page } = await admin.open('/live/rejected', { scheme, width, height: 844 })
    await page.getByRole('table', { name: 'Causes of rejected events' }).waitFor()
    expect(await findBarriers(page)).toEqual([])
    expect(await scrollsSideways(page)).toBe(false)
    await page.goto(`${admin.waymark.url}/admin/live/rejected?view=events`)
    await page.getByRole('table', { name: 'Rejected events' }).waitFor()
    expect(await findBarriers(page)).toEqual([])
    expect(await scrollsSideways(page)).toBe(false)
    await page.goto(`${admin.waymark.url}/admin/live/rejected/${id}`)
    await page.getByLabel('Event as JSON').fill('{"goalId": 5}')
    await page.getByText('Probably not right yet').waitFor()
    expect(await findBarriers(page)).toEqual([])
    expect(await scrollsSideways(page)).toBe(false)
  })
})

test('Somebody without the right is told so', async () => {
  const { id } = await refuse({ goalId: 'Secret' })
  const { page } = await admin.open('/contacts', { as: 'marketer' })
  const refused: string[] = []
  page.on('response', (reply) => void (reply.status() === 403 && refused.push(reply.url())))
  for (const path of ['', `/${id}`]) {
    await page.goto(`${admin.waymark.url}/admin/live/rejected${path}`)
    await page.getByText('You may not see this').waitFor()
  }
  expect(await page.getByRole('radiogroup', { name: 'View' }).count()).toBe(0)
  expect(refused).toEqual([])
  await page.goto(`${admin.waymark.url}/admin/live`)
  await page.getByRole('tab', { name: 'Requests' }).waitFor()
  expect(await page.getByRole('tab', { name: 'Rejected events' }).count()).toBe(0)
})
