import { statSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { CDPSession } from 'playwright-core'
import { startChromium } from '../../conformance/src/chromium.ts'
import type { Bench } from './bench.ts'
import { LAPTOP, openSignedIn } from './open-signed-in.ts'
import { provisionWaymark, runCommand, startWaymark } from './processes.ts'

const assets = fileURLToPath(new URL('../../admin/dist/assets', import.meta.url))

/** 10 Mbit/s with 40 ms, and a processor of a quarter of the speed. */
const slow = { latency: 40, downloadThroughput: 1_250_000, uploadThroughput: 1_250_000, offline: false }
const PHONE = { width: 390, height: 844 }

/** The list of contacts in a real browser: what a first visit loads, when its heading is seen, and when its rows are there. */
export async function measureBrowser({ isQuick, say, add, makeFolder }: Bench): Promise<void> {
  const folder = makeFolder()
  await provisionWaymark(folder)
  await runCommand(folder, ['demo', '--contacts', '2000', '--days', '60'])
  const waymark = await startWaymark(folder)
  const chromium = await startChromium()
  const rounds = isQuick ? 1 : 5

  /** The medians over several visits, each in a browser that knows nothing yet, or (`isSecond`) that was there before. */
  async function visit(kind: {
    isSlow: boolean
    isSecond?: boolean
  }): Promise<{ heading: number; rows: number }> {
    const headings: number[] = []
    const rows: number[] = []
    for (let round = 0; round < rounds; round++) {
      const context = await openSignedIn(chromium, waymark.url, kind.isSlow ? PHONE : LAPTOP)
      const page = await context.newPage()
      if (kind.isSecond === true) {
        await page.goto(`${waymark.url}/admin/contacts`)
        await page.getByRole('heading', { level: 1 }).waitFor()
      }
      if (kind.isSlow) await slowDown(await context.newCDPSession(page))
      await page.addInitScript(NOTE_FIRSTS)
      await page.goto(`${waymark.url}/admin/contacts`, { waitUntil: 'commit' })
      const seen = await page.waitForFunction(() => {
        const { heading, rows } = (globalThis as unknown as { readonly firsts: Partial<Firsts> }).firsts
        return heading !== undefined && rows !== undefined && { heading, rows }
      })
      const first = (await seen.jsonValue()) as Firsts
      headings.push(first.heading / 1000)
      rows.push(first.rows / 1000)
      await context.close()
    }
    return { heading: median(headings), rows: median(rows) }
  }

  try {
    say('Pages in a browser')
    const context = await openSignedIn(chromium, waymark.url, LAPTOP)
    const files = new Set<string>()
    const page = await context.newPage()
    page.on('request', (request) => {
      const { pathname } = new URL(request.url())
      if (pathname.startsWith('/admin/assets/')) files.add(pathname.slice('/admin/assets/'.length))
    })
    await page.goto(`${waymark.url}/admin/contacts`, { waitUntil: 'networkidle' })
    await context.close()
    const scripts = [...files].filter((file) => file.endsWith('.js'))
    const bytes = scripts.reduce((sum, file) => sum + statSync(join(assets, `${file}.gz`)).size, 0)
    add({
      what: 'first load of the admin, JavaScript gzipped, KB',
      value: bytes / 1000,
      must: 230,
      aim: 190,
      below: true,
    })

    const phone = await visit({ isSlow: true })
    const laptop = await visit({ isSlow: false })
    const again = await visit({ isSlow: false, isSecond: true })
    const seconds = { below: true } as const
    add({
      what: 'list of contacts on a slow phone: heading seen, s',
      value: phone.heading,
      must: 1.6,
      aim: 1.2,
      ...seconds,
    })
    add({
      what: 'list of contacts on a slow phone: rows there, s',
      value: phone.rows,
      must: 2.2,
      aim: 1.8,
      ...seconds,
    })
    add({
      what: 'list of contacts on this machine: heading seen, s',
      value: laptop.heading,
      must: 0.6,
      aim: 0.4,
      ...seconds,
    })
    add({
      what: 'list of contacts on this machine: rows there, s',
      value: laptop.rows,
      must: 1,
      aim: 0.6,
      ...seconds,
    })
    add({
      what: 'the same, second visit: heading seen, s',
      value: again.heading,
      must: 0.4,
      aim: 0.3,
      ...seconds,
    })
  } finally {
    await chromium.close()
    await waymark.stop()
  }
}

async function slowDown(session: CDPSession): Promise<void> {
  await session.send('Emulation.setCPUThrottlingRate', { rate: 4 })
  await session.send('Network.enable')
  await session.send('Network.emulateNetworkConditions', slow)
}

function median(values: number[]): number {
  return values.sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN
}

/** When the first of each was in the page, in milliseconds since it was asked for. */
interface Firsts {
  readonly heading: number
  readonly rows: number
}

/** The page notes them itself, in `firsts`: who asks from outside does so twice a second. */
const NOTE_FIRSTS = `
  globalThis.firsts = {}
  const kinds = { heading: 'h1', rows: 'a[href*="/admin/contacts/"]' }
  new MutationObserver(() => {
    for (const [kind, selector] of Object.entries(kinds))
      if (document.querySelector(selector) !== null) firsts[kind] ??= performance.now()
  }).observe(document, { childList: true, subtree: true })
`
