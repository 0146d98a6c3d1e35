import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { guarded } from '../../server/test/support/listening-waymark.ts'
import { findBarriers, scrollsSideways } from './support/axe.ts'
import { type OpenAdmin, openAdmin } from './support/open-admin.ts'

let admin: OpenAdmin

beforeAll(async () => {
  admin = await openAdmin()
})
afterAll(() => admin.close())

const LONG = { timeout: 60_000 }

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
    await page.getByRole('heading', { name: 'Nothing waits' }).waitFor()
    await page.getByRole('button', { name: 'Show it' }).click()
    await page.getByRole('table', { name: 'Rejected events' }).getByText('Replayed').waitFor()
    expect(trouble).toEqual([])
  })

  test('mends a cause and has all that waits for it replayed, watching how far it is', LONG, async () => {
    const { id, visitor } = await refuse({ goalId: 'Newsletter' })
    await multiply(id, 239)
    const { page, trouble } = await admin.open('/live/rejected')
    await page.getByRole('link', { name: 'Unknown goal “Newsletter”' }).click()
    const replay = page.getByRole('button', { name: 'Then replay the 240 that wait' })
    await page.getByText('Possible as soon as the cause is mended.').waitFor()
    expect(await replay.getAttribute('aria-describedby')).not.toBeNull()
    expect(await replay.getAttribute('aria-disabled')).toBe('true')
    await page.getByRole('button', { name: 'Create the goal Newsletter' }).click()
    await page.getByText('“Newsletter” is defined now. Replay what waits for it').waitFor()

    const readJobs = async () =>
      (await admin.waymark.read('/jobs')).items.map((job: { id: string }) => job.id)
    const jobs = await readJobs()
    const dialog = page.getByRole('dialog', { name: 'Replay rejected events' })
    for (const leave of [
      () => page.keyboard.press('Escape'),
      () => dialog.getByRole('button', { name: 'Cancel' }).click(),
    ]) {
      await replay.click()
      await dialog
        .getByText('240 events are judged again, as if they came now: Unknown goal “Newsletter”.')
        .waitFor()
      await dialog.getByText(/^Channel: .+\.$/).waitFor()
      await leave()
      await dialog.waitFor({ state: 'detached' })
      await expect.poll(() => replay.evaluate((button) => button === document.activeElement)).toBe(true)
    }
    expect(await readJobs()).toEqual(jobs)
    await replay.click()
    await dialog.getByRole('button', { name: 'Replay 240' }).click()
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
    await page.getByRole('button', { name: 'Replay', exact: true }).click()
    await page.getByText('Refused again, for the same reason.').waitFor()
    await page.getByRole('button', { name: 'Use Register' }).click()
    await expect.poll(() => page.getByLabel('Event as JSON').inputValue()).toContain('"goalId": "Register"')
    await page.getByRole('button', { name: 'Replay corrected' }).click()
    await page.getByText('Replayed: it is stored now, at its original time.').waitFor()
    await page.getByRole('link', { name: 'See the contact with what was stored' }).click()
    await page.waitForURL((url) => url.pathname.includes(`/contacts/${visitor}`))
    expect(await countOf(visitor)).toBe(1)
    expect(trouble).toEqual([])
  })

  test('takes the name that was meant for all that carry a misspelt one', LONG, async () => {
    const { id, visitor } = await refuse({ goalId: 'Regisster', data: 'as sent' })
    await multiply(id, 119)
    const { page, trouble } = await admin.open('/live/rejected')
    await page.getByRole('link', { name: 'Unknown goal “Regisster”' }).click()
    await page.getByText('Did you mean Register?').waitFor()
    await page.getByRole('button', { name: 'Create the goal Regisster' }).waitFor()
    await page.getByText('Next try: by hand').first().waitFor()
    await page.getByRole('button', { name: 'Use Register for all 120 and replay' }).click()
    const dialog = page.getByRole('dialog', { name: 'Replay rejected events' })
    await dialog.getByText('In each of them “Regisster” becomes “Register”.').waitFor()
    expect(await findBarriers(page)).toEqual([])
    await dialog.getByRole('button', { name: 'Replay 120' }).click()
    await page.getByText('120 events were replayed.').waitFor()
    expect(await countOf(visitor)).toBe(120)
    await page.goto(`${admin.waymark.url}/admin/live/rejected`)
    const row = page.getByRole('row', { name: 'Unknown goal “Regisster”' })
    await row.getByText('120 replayed').waitFor()
    await row.getByRole('link').click()
    await page.getByText('Replayed', { exact: true }).first().waitFor()
    await page.goto(`${admin.waymark.url}/admin/live/rejected/${id}`)
    const changes = page.getByRole('region', { name: 'Changed lines' })
    await changes.getByText('"goalId": "Register"').waitFor()
    await changes.getByText('"goalId": "Regisster"').waitFor()
    await page.getByText('Corrected by ada@example.com').waitFor()
    expect(trouble).toEqual([])
  })

  test('comes from a request to exactly what of it was refused', async () => {
    const visitor = newVisitor()
    const send = (events: object[]) =>
      fetch(`${admin.waymark.url}/sitecore/api/jss/track/event?sc_apikey=${guarded.sitecoreKey}`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', 'x-waymark-visitor': visitor },
        body: JSON.stringify(events),
      })
    await send([{ goalId: 'Neither' }])
    await send([{ goalId: 'Neither' }, { goalId: 'Register' }, { goalId: 'Nor' }])
    let requestId = ''
    await expect
      .poll(async () => {
        const { items } = await admin.waymark.read(`/rejected-events?contact=${visitor}&subject=Nor`)
        requestId = items[0]?.requestId ?? ''
        return requestId
      })
      .not.toBe('')
    const { page, trouble } = await admin.open(`/live/${requestId}`)
    await page.getByRole('link', { name: '2 of 3 were refused · open them' }).click()
    const table = page.getByRole('table', { name: 'Rejected events' })
    await table.getByText('Unknown goal “Nor”').waitFor()
    expect(await table.getByText('Unknown goal “Neither”').count()).toBe(1)
    expect(new URL(page.url()).searchParams.get('request')).toBe(requestId)
    await page.goto(`${admin.waymark.url}/admin/live/rejected?view=events&request=nothing-of-it`)
    await page.getByText('Of this request nothing is kept here').waitFor()
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

  test('reads what cannot be replayed, allows the origin that was refused, and discards it', async () => {
    const origin = 'https://unlisted.example'
    await fetch(`${admin.waymark.url}/sitecore/api/jss/track/event?sc_apikey=${guarded.listingKey}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', origin },
      body: '[]',
    })
    const { page, trouble } = await admin.open('/live/rejected?view=events&code=origin_not_allowed')
    await page.getByText('Cause: Origin not allowed').waitFor()
    const table = page.getByRole('table', { name: 'Rejected events' })
    await table.getByText(`Origin not allowed “${origin}”`).waitFor()
    await table.getByText('Kept to read').waitFor()
    await table.getByRole('link').first().click()
    await page.getByText('it was refused before its body was read').waitFor()
    await page.getByRole('button', { name: `Allow ${origin}` }).click()
    await page.getByText(`${origin} is allowed now.`).waitFor()
    await page.getByRole('button', { name: 'Discard' }).click()
    await page.getByRole('dialog').getByRole('button', { name: 'Discard' }).click()
    await page.getByText('Discarded', { exact: true }).waitFor()
    expect(trouble).toEqual([])
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
  ] as const)('meets no barrier in the %s scheme at %i px', LONG, async (scheme, width) => {
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
