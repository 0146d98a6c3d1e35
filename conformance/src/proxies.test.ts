import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import { createRequire } from 'node:module'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import {
  installSitecore,
  KEY,
  type SitecoreInstallation,
} from '../../server/test/support/sitecore-installation.ts'
import { Browser } from './browser.ts'
import { axiosFetcher, trackEvent } from './clients.ts'

interface ProxyConfig {
  readonly apiHost: string
  readonly layoutServiceRoute: string
  readonly apiKey: string
  readonly pathRewriteExcludeRoutes: readonly string[]
  readonly proxyOptions: object
}
type CreateProxy = (
  renderView: () => void,
  config: ProxyConfig,
  parseRouteUrl: (url: string) => object,
) => (request: IncomingMessage, reply: ServerResponse, next: (error?: Error) => void) => void

/** The vendor's, unmodified: it renders pages and hands everything else on. */
const { default: createProxy } = createRequire(import.meta.url)('proxy19') as { default: CreateProxy }

let waymark: SitecoreInstallation
let server: Server
let host: string
beforeAll(async () => {
  waymark = await installSitecore()
  const proxy = createProxy(
    () => {
      throw new Error('A tracking request was taken for a page.')
    },
    {
      apiHost: waymark.host,
      layoutServiceRoute: '/sitecore/api/layout/render/jss',
      apiKey: KEY,
      pathRewriteExcludeRoutes: ['/sitecore/api', '/layouts/system'],
      proxyOptions: { logLevel: 'silent' },
    },
    (url) => ({ sitecoreRoute: url }),
  )
  server = createServer((request, reply) => {
    // Express, for which it is made, keeps the address under this name.
    proxy(Object.assign(request, { originalUrl: request.url }), reply, () => reply.writeHead(404).end())
  })
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  host = `http://localhost:${(server.address() as AddressInfo).port}`
})
afterAll(async () => {
  server?.closeAllConnections()
  server?.close()
  await waymark?.close()
})

describe('case 28: through the proxy of the vendor (19.0.2)', () => {
  test('cookies pass in both directions, so that a visitor stays one and is the one of the app’s origin', async () => {
    const browser = new Browser()
    const before = await waymark.countContacts()
    for (const goalId of ['Register', 'Instant Demo']) {
      const options = { host, querystringParams: { sc_apikey: KEY }, fetcher: axiosFetcher('jss19', browser) }
      await expect(trackEvent.trk19([{ goalId }], options)).resolves.toMatchObject({ status: 'ok' })
    }
    expect(await waymark.countContacts()).toBe(before + 1)
    const stored = await waymark.readActivities(browser.visitor(host))
    expect(stored.map(({ name }) => name)).toEqual(['Register', 'Instant Demo'])
    for (const { setCookie } of browser.replies)
      expect(setCookie).toEqual([expect.stringMatching(/^SC_ANALYTICS_GLOBAL_COOKIE=[0-9a-f]{32}\|False;/)])
  })

  test('a refusal keeps its status and its words', async () => {
    const options = { host, querystringParams: {}, fetcher: axiosFetcher('jss19', new Browser()) }
    await expect(trackEvent.trk19([{ goalId: 'Register' }], options)).rejects.toMatchObject({
      response: { status: 400, data: { error: { code: 'invalid_api_key' } } },
    })
  })
})
