import type { FastifyInstance, FastifyRequest } from 'fastify'
import type { Catalogue } from '../../catalogue/snapshot.ts'
import { hashSource, pageHeaders } from '../shared/content-security.ts'
import { collectPaths } from '../shared/refusals.ts'
import { renderStartPage } from './start-page.html.ts'
import { script } from './start-page.script.ts'
import { styles } from './start-page.styles.ts'

export interface StartPageDependencies {
  readonly catalogue: Catalogue
  readonly version: string
  readonly sitecorePath: string
  /** The address that visitors see, without a slash at the end; null: that of the request. */
  readonly publicUrl: string | null
}

/** The page has its style and its few lines of script inside and asks for nothing. */
const headers = pageHeaders({ 'style-src': hashSource(styles), 'script-src': hashSource(script) })

/** `/`: what runs here, the first requests, and where to read on. Until the admin takes its place. */
export function registerStartPage(app: FastifyInstance, dependencies: StartPageDependencies): void {
  const { catalogue, version, sitecorePath, publicUrl } = dependencies
  const refuseOtherMethods = collectPaths(app)
  app.get('/', (request, reply) => {
    const { settings } = catalogue.snapshot
    const page = renderStartPage({
      version,
      sitecorePath,
      address: publicUrl ?? addressOf(request),
      isSitecoreOn: settings['sitecore.enabled'],
      isXperienceOn: settings['headless.enabled'] && settings['headless.trackingEnabled'],
    })
    return reply.headers(headers).send(page)
  })
  refuseOtherMethods()
}

/** The host is whatever the client wrote: what is no host name is not repeated. */
function addressOf(request: FastifyRequest): string {
  const host = /^[a-z0-9.:[\]-]{1,255}$/i.test(request.host) ? request.host : 'localhost:4100'
  return `${request.protocol}://${host}`
}
