import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { servePage } from '../../conformance/src/page-server.ts'
import { guarded } from '../../server/test/support/listening-waymark.ts'
import { findBarriers, scrollsSideways } from './support/axe.ts'
import { type OpenAdmin, openAdmin } from './support/open-admin.ts'
import { runInShell } from './support/run-in-shell.ts'

let admin: OpenAdmin
let channels = 0
beforeAll(async () => {
  admin = await openAdmin({ more: { languages: [{ code: 'en', name: 'English', default: true }] } })
})
afterAll(() => admin.close())

/** A channel of its own, set up as somebody would who sees the page for the first time. */
async function makeChannel(page: Page): Promise<string> {
  page.setDefaultTimeout(15_000)
  const name = `Shop ${++channels} of ${Date.now()}`
  await page.getByRole('button', { name: 'Change: Name the app that sends' }).click()
  await page.getByRole('combobox', { name: 'Channel' }).click()
  await page.getByRole('option', { name: 'A new channel' }).click()
  await page.getByRole('textbox', { name: 'Name' }).fill(name)
  await page.getByLabel('Address of the site').fill('www.example.com')
  await page.getByRole('checkbox', { name: 'https://www.example.com' }).waitFor()
  await page.getByRole('button', { name: 'Make the channel' }).click()
  await page.getByText(`Channel “${name}”`).waitFor()
  return name
}

async function makeSecret(page: Page): Promise<string> {
  await page.getByRole('button', { name: 'Show: Keys' }).click()
  const step = page.getByRole('region', { name: 'Step 2' })
  await step.getByRole('button', { name: 'Make a key for this page' }).click()
  const secret = await step.locator('code', { hasText: /^wm_track_/ }).textContent()
  return secret ?? ''
}

/** What a tab of the snippets shows, each block of it. */
async function readSnippet(page: Page, tab: string): Promise<string[]> {
  await page.getByRole('tab', { name: tab, exact: true }).click()
  await page.getByRole('tabpanel').locator('pre').first().waitFor()
  return page.getByRole('tabpanel').locator('pre').allTextContents()
}

async function readKey(page: Page): Promise<string> {
  return /sc_apikey=([0-9a-f-]{36})/.exec((await readSnippet(page, 'curl · Sitecore')).join())?.[1] ?? ''
}

const tabs = ['curl · Sitecore', 'curl · Xperience', 'JSS 22.4+', 'JSS up to 22.3', 'Proxy', 'Script tag']

test('who goes through the steps has a working key in every snippet', async () => {
  const { page, trouble } = await admin.open('/setup')
  await makeChannel(page)
  const secret = await makeSecret(page)
  const texts = new Map<string, string>()
  for (const tab of tabs) texts.set(tab, (await readSnippet(page, tab)).join('\n'))
  for (const [tab, text] of texts) {
    expect(text, tab).not.toMatch(/(?<![A-Z_])SITECORE_KEY|XPERIENCE_KEY|CHANNEL_ID|undefined/)
    expect(text, tab).toContain(tab === 'Proxy' ? 'sitecore/api/jss' : admin.waymark.url)
  }
  expect(texts.get('curl · Xperience')).toContain(secret)
  const publicKey = /sc_apikey=([0-9a-f-]{36})/.exec(texts.get('curl · Sitecore') ?? '')?.[1] ?? ''
  for (const tab of ['JSS 22.4+', 'JSS up to 22.3', 'Script tag']) expect(texts.get(tab)).toContain(publicKey)
  const { items } = await admin.waymark.read('/api-keys')
  expect(items.find((key: { publicKey: string }) => key.publicKey === publicKey)?.corsOrigins).toEqual([
    'https://www.example.com',
    'http://localhost:3000',
  ])
  expect(trouble).toEqual([])
})

test('another site is allowed beside the key, and what lacks a key is not offered for copying', async () => {
  const { page } = await admin.open('/setup')
  await makeChannel(page)
  await page.getByRole('button', { name: 'Show: Keys' }).click()
  await page.getByLabel('Another site that browsers may send from').fill('shop.example.com')
  await page.getByRole('button', { name: 'Allow', exact: true }).click()
  await page.locator('code', { hasText: 'https://shop.example.com' }).waitFor()
  await page.getByRole('button', { name: 'Close: Keys' }).click()
  await page.getByRole('button', { name: 'Change: Name the app that sends' }).click()
  const step = page.getByRole('region', { name: 'Step 1' })
  await step.getByText('https://shop.example.com').waitFor()
  const listed = async () => {
    const id = new URL(page.url()).searchParams.get('channel')
    return (await admin.waymark.read(`/api-keys?channel=${id}`)).items[0].corsOrigins
  }
  await step.getByRole('button', { name: 'Take http://localhost:3000 off the list' }).click()
  await step.getByText('http://localhost:3000 is off the list.').waitFor()
  expect(await listed()).toEqual(['https://www.example.com', 'https://shop.example.com'])
  await step.getByRole('button', { name: 'Undo' }).click()
  await step.locator('code', { hasText: 'http://localhost:3000' }).waitFor()
  expect(await listed()).toContain('http://localhost:3000')
  await readSnippet(page, 'curl · Xperience')
  await page.getByText('A secret key is missing here').waitFor()
  expect(await page.getByRole('tabpanel').getByRole('button', { name: /^Copy/ }).count()).toBe(0)
})

test('demo data can be loaded beside real visitors at any time', async () => {
  const { page } = await admin.open('/setup')
  await makeChannel(page)
  await page.getByRole('button', { name: 'Send a test event for me' }).click()
  await page.getByText('Stored: page view, goal Register').waitFor()
  await page.reload()
  await page.getByText('beside your own').waitFor()
  await page.getByRole('button', { name: 'Load demo data' }).waitFor()
})

test('a secret is gone when the page is left, and no later reply has it', async () => {
  const { page } = await admin.open('/setup')
  await makeChannel(page)
  const secret = await makeSecret(page)
  const replies: string[] = []
  page.on('response', async (response) => replies.push(await response.text().catch(() => '')))
  await page.reload()
  await page.getByText('Xperience key not known to this page').waitFor()
  await readSnippet(page, 'curl · Xperience')
  expect(replies.length).toBeGreaterThan(0)
  expect(replies.join()).not.toContain(secret)
  expect(await page.content()).not.toContain(secret)
})

describe('The panel turns green', () => {
  test('within two seconds of the copied commands, Sitecore style, and leads to the contact', async () => {
    const { page } = await admin.open('/setup')
    await makeChannel(page)
    const [commands = ''] = await readSnippet(page, 'curl · Sitecore')
    const [event = ''] = commands.split('\n\n')
    await runInShell(event)
    const began = Date.now()
    await page.getByText('Stored: page view, goal Register, event Download').waitFor()
    expect(Date.now() - began).toBeLessThan(2_000)
    await page.getByRole('link', { name: 'See this visitor’s profile' }).click()
    await page.waitForURL(/\/admin\/contacts\/[0-9a-f-]{36}/)
    const id = /[0-9a-f]{8}-[0-9a-f-]{27}/.exec(page.url())?.[0]
    expect((await admin.waymark.read(`/contacts/${id}`)).activityCount).toBe(3)
  })

  test('and stays so when the second command ends the visit, and when the page is opened anew', async () => {
    const { page } = await admin.open('/setup')
    await makeChannel(page)
    await runInShell((await readSnippet(page, 'curl · Sitecore')).join())
    await page.getByText('Then its visit was ended by a flush.').waitFor()
    await page.getByText('Stored: page view, goal Register, event Download').waitFor()
    await page.getByText(/Stored as a robot’s/).waitFor()
    // As after a restart: what was answered before it is known from what is stored.
    await page.route('**/api/v1/live/requests?*', async (route) => {
      const reply = await route.fetch()
      await route.fulfill({ response: reply, json: { ...(await reply.json()), items: [] } })
    })
    await page.reload()
    await page.getByText(/^This channel has stored events since/).waitFor()
    await page.getByText('Your first event is here').waitFor()
    expect(await page.getByText(/so far$/).count()).toBe(0)
  })

  test('with the chain of commands, Xperience style, whose contact has agreed', async () => {
    const { page } = await admin.open('/setup')
    await makeChannel(page)
    await makeSecret(page)
    const [commands = ''] = await readSnippet(page, 'curl · Xperience')
    expect(await runInShell(commands)).toContain('"status":202')
    await page.getByText(/^Stored: .*pagevisit/).waitFor()
    const link = page.getByRole('link', { name: 'See this visitor’s profile' })
    const id = /[0-9a-f]{8}-[0-9a-f-]{27}/.exec((await link.getAttribute('href')) ?? '')?.[0]
    const consents = await admin.waymark.read(`/contacts/${id}/consents`)
    expect(JSON.stringify(consents)).toContain('TrackingConsent')
  })

  test('when the server sends a test event by itself', async () => {
    const { page } = await admin.open('/setup')
    await makeChannel(page)
    await page.getByRole('button', { name: 'Send a test event for me' }).click()
    await page.getByText('Stored: page view, goal Register').waitFor()
  })
})

describe('What was refused is named and repaired in place', () => {
  test('an origin that is not listed: it is allowed, and the next request succeeds', async () => {
    const app = await servePage('track.js')
    try {
      const { page, context } = await admin.open('/setup')
      await makeChannel(page)
      const key = await readKey(page)
      const visitor = await context.newPage()
      await visitor.goto(app.origin)
      const track = () =>
        visitor.evaluate(
          ([host, key]) => {
            const { track } = globalThis as unknown as {
              track: (events: object[], how: object) => Promise<unknown>
            }
            return track([{ goalId: 'Register' }], { host, key }).then(
              () => 'accepted',
              () => 'refused',
            )
          },
          [admin.waymark.url, key] as const,
        )
      expect(await track()).toBe('refused')
      await page.getByText(`From ${app.origin}`).waitFor()
      await page.getByRole('button', { name: `Allow ${app.origin}` }).click()
      await page.getByText(`${app.origin} is allowed now.`).waitFor()
      await page.getByRole('button', { name: 'Undo' }).click()
      await page.getByRole('button', { name: `Allow ${app.origin}` }).click()
      await page.getByText(`${app.origin} is allowed now.`).waitFor()
      expect(await track()).toBe('accepted')
      await page.getByText('Stored: goal Register').waitFor()
    } finally {
      await app.close()
    }
  })

  test('a key that is the text undefined: the environment variable is missing', async () => {
    const { page } = await admin.open('/setup')
    await makeChannel(page)
    await send('undefined', [{ goalId: 'Register' }])
    await page.getByText(/the environment variable that holds it is missing/).waitFor()
  })

  test('a wrong key: the right one stands beside it', async () => {
    const { page } = await admin.open('/setup')
    await makeChannel(page)
    const key = await readKey(page)
    await send('5e753357-0000-4000-8000-000000000000', [{ goalId: 'Register' }])
    // A wrong key is nobody's: what other tests sent with one before this channel was made does not stand here.
    await page.getByText(/The Sitecore key of “Shop .*”, for sc_apikey:/).waitFor()
    await page.locator('[aria-live] code', { hasText: key }).waitFor()
    await page.getByText('POST event · 400 · invalid_api_key').waitFor()
    await send('5e753357-0000-4000-8000-000000000000', [{ goalId: 'Register' }])
    await page.getByText('2 times, the last one').waitFor()
    await page.getByText(/so far$/).waitFor()
  })

  test('a Sitecore key sent as a secret one, which can be made here', async () => {
    const { page } = await admin.open('/setup')
    await makeChannel(page)
    const key = await readKey(page)
    await fetch(`${admin.waymark.url}/Kentico.Tracking/contacts`, {
      method: 'POST',
      headers: { authorization: `Bearer ${key}` },
    })
    await page.getByText(/This is the public key of the Sitecore API/).waitFor()
    const panel = page.locator('[aria-live]')
    await panel.getByRole('button', { name: 'Make a key for this page' }).click()
    await panel.locator('code', { hasText: /^wm_track_/ }).waitFor()
  })

  test('an empty batch, and an address that is mistyped', async () => {
    const { page } = await admin.open('/setup')
    await makeChannel(page)
    const key = await readKey(page)
    await send(key, [])
    await page.getByText('A request came and held no events').waitFor()
    await fetch(`${admin.waymark.url}/sitecore/api/jss/tracking/event?sc_apikey=${key}`, { method: 'POST' })
    await page.getByText(/Did you mean \/sitecore\/api\/jss\/track\/event\?/).waitFor()
    await page.getByText('POST /sitecore/api/jss/tracking/event · 404 · unknown_action').waitFor()
    expect(await page.getByRole('link', { name: /in Rejected events$/ }).count()).toBe(0)
  })

  test('each of several causes, also what came after another one', async () => {
    const { page } = await admin.open('/setup')
    await makeChannel(page)
    const key = await readKey(page)
    await send(key, [{ goalId: 'Register' }], { origin: 'https://other.example' })
    await page.getByText('From https://other.example').waitFor()
    await page.getByRole('link', { name: 'See it in Rejected events' }).waitFor()
    await send('undefined', [{ goalId: 'Register' }])
    await page.getByText(/the environment variable that holds it is missing/).waitFor()
    await page.getByText('From https://other.example').waitFor()
  })

  test('items of a batch that was taken in part: only what is stored is called stored', async () => {
    const { page } = await admin.open('/setup')
    await makeChannel(page)
    const key = await readKey(page)
    const [browser, view] = ['Mozilla/5.0 Chrome/140', { pageId: guarded.channel, url: '/products' }]
    await send(key, [view, { goalId: 'Regster' }, { outcomeId: 'nope', monetaryValue: 'x' }], {
      'user-agent': browser,
    })
    await page.getByText('Stored: page view', { exact: true }).waitFor()
    await page.getByText('A part of it was refused').waitFor()
    await page.getByText(/There is no goal 'Regster'/).waitFor()
    await page.getByRole('link', { name: 'Correct and replay it in Rejected events' }).click()
    await page.waitForURL(/\/admin\/live\/rejected\?.*request=/)
  })

  test('a misspelt goal: what was meant is named, and it can be created', async () => {
    const { page } = await admin.open('/setup')
    await makeChannel(page)
    const key = await readKey(page)
    await send(key, [{ goalId: 'Regsiter' }])
    await page.getByText('Did you mean Register?').waitFor()
    await page.getByRole('button', { name: 'Create the goal Regsiter' }).click()
    await page.getByText('“Regsiter” is defined now. Send it again.').waitFor()
    await send(key, [{ goalId: 'Regsiter' }])
    await page.getByText('Stored: goal Regsiter').waitFor()
  })
})

function send(key: string, events: object[], headers: Record<string, string> = {}): Promise<Response> {
  return fetch(`${admin.waymark.url}/sitecore/api/jss/track/event?sc_apikey=${key}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify(events),
  })
}

test('who may not change anything sees who may, and the snippets of what is there', async () => {
  const { page } = await admin.open(`/setup?channel=${guarded.channel}`, { as: 'viewer' })
  await page.getByRole('button', { name: 'Send a test event for me' }).focus()
  await page.getByRole('tooltip', { name: 'Needs the role admin' }).waitFor()
  await page.getByText('Only an administrator may send a test event.').waitFor()
  expect((await readSnippet(page, 'curl · Sitecore')).join()).toMatch(/sc_apikey=[0-9a-f-]{36}/)
})

test.each([
  ['light', 1440, 900],
  ['dark', 1440, 900],
  ['light', 390, 844],
] as const)(
  'there is no barrier in the %s scheme at %d px, and nothing scrolls sideways',
  async (scheme, width, height) => {
    const { page } = await admin.open('/setup', { scheme, width, height })
    await page.getByRole('button', { name: 'Show: Keys' }).click()
    await page.getByRole('button', { name: 'Change: Name the app that sends' }).click()
    await send('undefined', [{ goalId: 'Register' }])
    await page
      .getByText(/environment variable/)
      .first()
      .waitFor()
    expect(await findBarriers(page)).toEqual([])
    expect(await scrollsSideways(page)).toBe(false)
  },
)
