import type { Plugin } from 'vite'
import { afterAll, beforeAll, expect, test } from 'vitest'
import {
  installSitecore,
  OPEN_KEY,
  type SitecoreInstallation,
} from '../../server/test/support/sitecore-installation.ts'
import { type Chromium, startChromium } from './chromium.ts'
import { type PageServer, servePage } from './page-server.ts'

/** What `jss setup` writes into src/temp/config of an app: here the page's address says it. */
const config: Plugin = {
  name: 'app-config',
  enforce: 'pre',
  resolveId: (source) => (source.endsWith('/temp/config') ? '\0app-config' : null),
  load: (id) =>
    id === '\0app-config'
      ? `const asked = new URLSearchParams(location.search)
         export default { sitecoreApiHost: asked.get('host'), sitecoreApiKey: asked.get('key') }`
      : null,
}

let waymark: SitecoreInstallation
let chromium: Chromium
let app: PageServer
beforeAll(async () => {
  ;[waymark, chromium, app] = await Promise.all([
    installSitecore(),
    startChromium(),
    servePage('styleguide-tracking.jsx', [config]),
  ])
})
afterAll(async () => {
  await chromium?.close()
  await Promise.all([app?.close(), waymark?.close()])
})

test('case 27: every button of the vendor’s sample component says that it worked, and what it sent is one visitor’s', async () => {
  const visitor = await chromium.openProfile()
  const page = await visitor.newPage()
  const alerts: string[] = []
  page.on('dialog', async (dialog) => {
    alerts.push(dialog.message())
    await dialog.accept()
  })
  await page.goto(`${app.origin}/?${new URLSearchParams({ host: waymark.host, key: OPEN_KEY })}`)

  const press = async (legend: string, button: string, success: string) => {
    const before = alerts.length
    await page.getByRole('group', { name: legend, exact: true }).getByRole('button', { name: button }).click()
    await expect.poll(() => alerts.length).toBe(before + 1)
    expect(alerts.at(-1)).toBe(success)
  }
  await page.getByLabel('Event GUID or Name').fill('Download')
  await press('Event', 'Submit', 'Page event pushed')
  await page.getByLabel('Goal GUID or Name').fill('Register')
  await press('Goal', 'Submit', 'Goal pushed')
  await page.getByLabel('Outcome GUID or Name').fill('Marketing Lead')
  await page.getByLabel('Monetary Value (optional)').fill('1337.00')
  await press('Outcome', 'Submit', 'Outcome pushed')
  await page.getByLabel('Campaign GUID or Name').fill('Spring')
  await press('Campaign', 'Submit', 'Campaign set')
  await page.getByLabel('Page Item GUID').fill('{11111111-1111-1111-1111-111111111111}')
  await page.getByLabel('Page URL').fill('/foo/bar')
  await press('Page View', 'Submit', 'Page view pushed')
  await press('Batching', 'Submit Batch of Events', 'Batch of events pushed')
  await press(
    'Interaction Control',
    'End Interaction',
    'Interaction has been terminated and its data pushed to xConnect.',
  )

  const { items: contacts } = await waymark.read('/contacts')
  expect(contacts).toHaveLength(1)
  const stored = await waymark.readActivities(contacts[0].id)
  expect(stored.map(({ kind, name }) => `${kind} ${name}`)).toEqual([
    'event Download',
    'goal Register',
    'outcome Marketing Lead',
    'campaign Spring',
    'activityType pagevisit',
    'event Download',
    'goal Instant Demo',
    'outcome Opportunity',
    'activityType pagevisit',
    'goal Register',
  ])
  expect(stored[2]).toMatchObject({ monetary: '1337.0000', currency: 'USD' })
  expect((await waymark.readVisits(contacts[0].id)).map(({ flushed }) => flushed)).toEqual([true])
})
