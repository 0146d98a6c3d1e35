import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { readCodeBlocks, readDocument } from '../../server/test/support/documents.ts'
import {
  installSitecore,
  KEY,
  type SitecoreInstallation,
  XPERIENCE_KEY,
} from '../../server/test/support/sitecore-installation.ts'
import { Browser } from './browser.ts'
import { createFetcher, trackEvent } from './clients.ts'

/** Here the packages that the snippets import are installed. */
const folder = fileURLToPath(new URL('..', import.meta.url))
const CHANNEL = 'a3f4bc8b-6d84-454f-8215-cbec70bfaadd'

let waymark: SitecoreInstallation
let running: ChildProcess[] = []
beforeEach(async () => {
  waymark = await installSitecore({ env: { WAYMARK_TRUST_PROXY: '1' } })
})
afterEach(async () => {
  for (const child of running) child.kill('SIGKILL')
  running = []
  await waymark?.close()
})

/** The only block of a language below a heading. */
function readSnippet(path: string, heading: string, language = 'js'): string {
  const blocks = readCodeBlocks(readDocument(path), heading, language)
  expect(blocks).toHaveLength(1)
  return blocks[0] ?? ''
}

/** Runs a snippet as a program. */
function run(code: string, env: Record<string, string> = {}): ChildProcess {
  const child = spawn(process.execPath, ['--input-type=module', '--eval', code], {
    cwd: folder,
    env: {
      ...process.env,
      WAYMARK_URL: waymark.host,
      SITECORE_KEY: KEY,
      XPERIENCE_KEY,
      CHANNEL_ID: CHANNEL,
      ...env,
    },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  running.push(child)
  return child
}

async function runToItsEnd(code: string): Promise<void> {
  const [status] = await once(run(code), 'exit')
  expect(status).toBe(0)
}

test('the Express recipe hands events on, and the visitor’s cookie belongs to the app', async () => {
  const port = '34117'
  run(readSnippet('docs/integrate/same-origin-proxy.md', '## Express'), { PORT: port })
  const app = `http://localhost:${port}`
  await expect
    .poll(
      () =>
        fetch(app).then(
          (reply) => reply.ok,
          () => false,
        ),
      { timeout: 10_000 },
    )
    .toBe(true)

  const browser = new Browser()
  const options = {
    host: app,
    querystringParams: { sc_apikey: KEY },
    fetcher: createFetcher('jss23', browser),
  }
  await expect(trackEvent.jss23([{ goalId: 'Register' }], options)).resolves.toMatchObject({ accepted: 1 })
  await expect(trackEvent.jss23([{ goalId: 'Register' }], options)).resolves.toMatchObject({ accepted: 1 })
  expect(await waymark.readActivities(browser.visitor(app))).toHaveLength(2)
})

test('the Next.js recipe rewrites both paths to Waymark', async () => {
  const code = readSnippet('docs/integrate/same-origin-proxy.md', '## Next.js')
  const { default: config } = await import(`data:text/javascript,${encodeURIComponent(code)}`)
  expect(await config.rewrites()).toEqual(
    ['/sitecore/api/jss/:path*', '/layouts/system/:path*'].map((source) => ({
      source,
      destination: `http://localhost:4100${source}`,
    })),
  )
})

test('the app that sends by itself does so', async () => {
  await runToItsEnd(readSnippet('docs/integrate/mobile-and-servers.md', '## An app that sends by itself'))
  expect(await waymark.countContacts()).toBe(1)
})

describe('the queue of an app', () => {
  const code = readSnippet('docs/integrate/mobile-and-servers.md', '## Offline, and trying again')

  /** What is left in the queue after it was sent once. */
  async function countLeft(more: string, env: Record<string, string> = {}): Promise<string> {
    const child = run(
      `${code.replace(/^await flushQueue.*$/m, '')}${more}\nawait flushQueue()\nconsole.log(queue.length)`,
      env,
    )
    const chunks: Buffer[] = []
    child.stdout?.on('data', (chunk: Buffer) => chunks.push(chunk))
    await once(child, 'close')
    return Buffer.concat(chunks).toString().trim()
  }

  test('is empty when everything was stored', async () => {
    expect(await countLeft('')).toBe('0')
    expect(await waymark.countContacts()).toBe(1)
  })

  test('keeps what a reply to a wrong key has not judged, and drops what would be refused again', async () => {
    expect(await countLeft('', { SITECORE_KEY: 'wrong' })).toBe('1')
    expect(await countLeft("remember({ goalId: 'nobody knows it' })")).toBe('0')
  })

  test('drops an event that is too large alone, and sends the others', async () => {
    const large = "queue.length = 0\nremember({ goalId: 'Register', text: 'x'.repeat(2 ** 20) })\n"
    expect(await countLeft(large)).toBe('0')
    expect(
      await countLeft(`${large}remember({ goalId: 'Register' })\nawait flushQueue()\nawait flushQueue()`),
    ).toBe('0')
    expect(await waymark.countContacts()).toBe(1)
  })
})

test('the app tells what its visitor said of a consent', async () => {
  await runToItsEnd(readSnippet('docs/integrate/mobile-and-servers.md', '## Consent'))
  expect(await waymark.countContacts()).toBe(1)
})

test('the back end makes a contact and logs its activities', async () => {
  await runToItsEnd(readSnippet('docs/integrate/mobile-and-servers.md', '## A back end with a secret key'))
  expect(await waymark.countContacts()).toBe(1)
})
