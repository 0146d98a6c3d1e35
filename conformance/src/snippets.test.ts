import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { BrowserContext } from 'playwright-core'
import type { Plugin } from 'vite'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { listSnippets } from '../../server/src/features/setup/snippets/list-snippets.ts'
import type { Snippet } from '../../server/src/features/setup/snippets/values.ts'
import {
  installSitecore,
  OPEN_KEY,
  type SitecoreInstallation,
} from '../../server/test/support/sitecore-installation.ts'
import { type Chromium, startChromium } from './chromium.ts'
import { servePage } from './page-server.ts'

let waymark: SitecoreInstallation
let chromium: Chromium
let visitor: BrowserContext
beforeAll(async () => {
  ;[waymark, chromium] = await Promise.all([installSitecore(), startChromium()])
})
afterAll(async () => {
  await chromium?.close()
  await waymark?.close()
})
beforeEach(async () => {
  visitor = await chromium.openProfile()
})
afterEach(() => visitor.close())

/** Its blocks, filled in as the admin does. */
function readSnippet(id: Snippet['id']): string[] {
  const snippets = listSnippets({
    address: waymark.host,
    sitecorePath: '/sitecore/api/jss/track',
    sitecoreKey: OPEN_KEY,
    xperienceKey: '',
    channelId: '',
    goal: 'Register',
    event: 'Download',
    consent: null,
  })
  return snippets.find((snippet) => snippet.id === id)?.blocks.map(({ text }) => text) ?? []
}

/** What Next.js does to an app: variables of `.env.local` become texts. The package is that of the version named. */
function buildAsNext(variables: string, code: string, modules: string): Plugin {
  const values = new Map(variables.split('\n').map((line) => line.split('=') as [string, string]))
  return {
    name: 'app',
    enforce: 'pre',
    resolveId: (source) =>
      source === 'virtual:snippet' || source === '@sitecore-jss/sitecore-jss-nextjs' ? `\0${source}` : null,
    load(id) {
      if (id === '\0@sitecore-jss/sitecore-jss-nextjs') return modules
      if (id !== '\0virtual:snippet') return null
      return code.replaceAll(/process\.env\.(\w+)/g, (_, name: string) => JSON.stringify(values.get(name)))
    },
  }
}

describe('The snippet for JSS', () => {
  test.each([
    [
      'jssNative',
      `export { NativeDataFetcher } from 'jss23/dist/esm/native-fetcher.js'
       export { trackingApi } from 'jss23/tracking.js'`,
    ],
    [
      'jssAxios',
      `export { AxiosDataFetcher } from 'jss223/dist/esm/axios-fetcher.js'
       export { trackingApi } from 'jss223/tracking.js'`,
    ],
  ] as const)('%s sends from a page of another origin, and its visitor stays one', async (id, modules) => {
    const [, variables = '', module = '', use = ''] = readSnippet(id)
    const app = await servePage('snippet.js', [buildAsNext(variables, module, modules)])
    try {
      const before = await waymark.countContacts()
      const page = await visitor.newPage()
      await page.goto(app.origin)
      expect(await page.evaluate(use)).toBeTruthy()
      await page.evaluate(use)
      expect(await waymark.countContacts()).toBe(before + 1)
    } finally {
      await app.close()
    }
  })
})

test('the script tag sends from a page without any package', async () => {
  const [script = ''] = readSnippet('script')
  const server = createServer((_request, reply) => reply.setHeader('content-type', 'text/html').end(script))
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  try {
    const before = await waymark.countContacts()
    const page = await visitor.newPage()
    await page.goto(`http://localhost:${(server.address() as AddressInfo).port}/shop`)
    await expect.poll(() => waymark.countContacts()).toBe(before + 1)
  } finally {
    server.closeAllConnections()
    server.close()
  }
})
