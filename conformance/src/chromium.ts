import { existsSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { delimiter, join } from 'node:path'
import { type BrowserContext, type BrowserContextOptions, chromium } from 'playwright-core'

export interface Chromium {
  /** A profile of its own: another person at another computer. */
  openProfile(options?: BrowserContextOptions): Promise<BrowserContext>
  close(): Promise<void>
}

const names = ['chromium', 'chromium-browser', 'google-chrome-stable', 'google-chrome']

/**
 * Starts a real Chromium: the machine's own, else the one that Playwright has installed, else the one that comes from
 * npm. Nothing has to be installed by hand.
 */
export async function startChromium(): Promise<Chromium> {
  const profile = await mkdtemp(join(tmpdir(), 'wm-chromium-'))
  const { executablePath, args } = await findChromium()
  const browser = await chromium.launch({
    executablePath,
    headless: true,
    args: [
      ...args,
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
    ],
    env: { ...process.env, HOME: profile },
  })
  return {
    openProfile: (options) => browser.newContext(options),
    async close() {
      await browser.close()
      await rm(profile, { recursive: true, force: true })
    },
  }
}

async function findChromium(): Promise<{ executablePath: string; args: string[] }> {
  for (const folder of (process.env.PATH ?? '').split(delimiter)) {
    const found = names.map((name) => join(folder, name)).find((path) => existsSync(path))
    if (found !== undefined) return { executablePath: found, args: [] }
  }
  const own = chromium.executablePath()
  if (existsSync(own)) return { executablePath: own, args: [] }
  const { default: packed } = await import('@sparticuz/chromium')
  return { executablePath: await packed.executablePath(), args: packed.args }
}
