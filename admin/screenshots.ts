// `npm run screenshots`: every screen with demo data, light, dark and on a phone, into docs/screenshots/.
import { spawn } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import type { Page } from 'playwright-core'
import { startChromium } from '../conformance/src/chromium.ts'
import { findShown, type Screen, type Shown, screens, settle } from './test/support/screens.ts'

const root = fileURLToPath(new URL('..', import.meta.url))
const target = join(root, 'docs/screenshots')
const folder = mkdtempSync(join(tmpdir(), 'waymark-screenshots-'))
const waymark = join(root, 'server/bin/waymark')
const env = {
  ...process.env,
  WAYMARK_DATA: join(folder, 'data'),
  WAYMARK_PORT: '0',
  WAYMARK_LOG_LEVEL: 'error',
}
const user = { email: 'ada@example.com', password: 'engine of analysis 1843', role: 'admin' }
/** Robots are filtered: these are people. */
const agent =
  'Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/149.0.0.0 Safari/537.36'
const key = '8c9e1a52-0b5d-4c1d-9b61-6d7d5a5b2f10'
const setUp = {
  users: [user],
  channels: [
    {
      name: 'Web shop',
      codeName: 'shop',
      apiKeys: [{ name: 'jss', access: 'sitecore', secret: key, corsOrigins: 'https://shop.example.com' }],
    },
  ],
  goals: [{ name: 'Register', points: 50 }],
  events: [{ name: 'Newsletter' }],
}

/** Of the last minute: stored, refused, and of each some. */
const requests: readonly (readonly object[])[] = [
  [{ pageId: '/', url: '/' }, { eventId: 'Newsletter' }],
  [{ goalId: 'Register' }],
  [{ goalId: 'Regsiter' }],
  [{ eventId: 'Newsletter' }, { goalId: 'Regsiter' }],
  [{ eventId: 'Newsletter' }],
  [{ goalId: 'Register' }, { eventId: 'Newsletter' }],
]

const variants = [
  ['light', { colorScheme: 'light', viewport: { width: 1440, height: 900 } }],
  ['dark', { colorScheme: 'dark', viewport: { width: 1440, height: 900 } }],
  ['phone', { colorScheme: 'light', viewport: { width: 390, height: 844 }, hasTouch: true }],
] as const

/** Ends a command that has nothing to serve. */
async function runCommand(...args: string[]): Promise<void> {
  const child = spawn(waymark, args, { env, stdio: ['ignore', 'ignore', 'inherit'] })
  const status = await new Promise((done) => child.on('exit', done))
  if (status !== 0) throw new Error(`waymark ${args.join(' ')} failed.`)
}

async function send(url: string, events: readonly object[]): Promise<void> {
  await fetch(`${url}/sitecore/api/jss/track/event?sc_apikey=${key}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'user-agent': agent, origin: 'https://shop.example.com' },
    body: JSON.stringify(events),
  })
}

/** A screen that is not as it should be is shown all the same: it is looked at. */
async function take(page: Page, url: string, screen: Screen, shown: Shown, variant: string): Promise<void> {
  const path = screen.path(shown)
  if (path === null) return
  await page.goto(`${url}/admin${path}`)
  try {
    await settle(page)
    await screen.open?.(page)
  } catch (error) {
    console.error(`${screen.name}, ${variant}: ${String(error).split('\n')[0]}`)
  }
  // Pictures and charts draw themselves once they have their room.
  await page.waitForTimeout(400)
  await page.screenshot({ path: join(target, `${screen.name}-${variant}.png`) })
}

const only = process.argv.slice(2)
const wanted = screens.filter(({ name }) => only.length === 0 || only.some((part) => name.includes(part)))
const provisioning = join(folder, 'provisioning.json')
writeFileSync(provisioning, JSON.stringify(setUp))
await runCommand('provision', provisioning)
await runCommand('demo', '--contacts', '1200', '--days', '400')
const server = spawn(waymark, ['start'], { env, stdio: ['ignore', 'pipe', 'inherit'] })
let output = ''
server.stdout.on('data', (text) => {
  output += text
})
while (!output.includes('ready at')) {
  if (server.exitCode !== null) throw new Error(`Waymark did not start:\n${output}`)
  await sleep(50)
}
const url = /http:\/\/localhost:\d+/.exec(output)?.[0] ?? ''
const chromium = await startChromium()
try {
  mkdirSync(target, { recursive: true })
  for (const events of requests) await send(url, events)
  for (const [variant, options] of variants) {
    const context = await chromium.openProfile({ ...options, reducedMotion: 'reduce' })
    await context.request.post(`${url}/api/v1/session`, {
      data: { email: user.email, password: user.password },
    })
    const page = await context.newPage()
    const shown = await findShown(page, url)
    for (const screen of wanted) await take(page, url, screen, shown, variant)
    await context.close()
  }
  console.log(`${wanted.length * variants.length} pictures are in docs/screenshots/.`)
} finally {
  await chromium.close()
  const ended = new Promise((done) => server.on('exit', done))
  server.kill()
  await ended
  rmSync(folder, { recursive: true, force: true })
}
