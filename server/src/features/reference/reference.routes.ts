import { promisify } from 'node:util'
import { gunzip } from 'node:zlib'
import type { FastifyInstance } from 'fastify'
import { hashSource, pageHeaders } from '../shared/content-security.ts'
import { collectPaths } from '../shared/refusals.ts'
import { loadScalarScript } from './load-scalar-script.ts'
import { describeSitecoreApi } from './sitecore-api.ts'
import { describeXperienceApi } from './xperience-api.ts'

const documentPath = '/api/openapi.json'
const scriptPath = '/api/docs/scalar.js'

/** Everything that the reference would fetch from its maker (fonts, proxy, telemetry, assistant) is off. */
const configuration = {
  url: documentPath,
  theme: 'default',
  withDefaultFonts: false,
  telemetry: false,
  hideClientButton: true,
  showDeveloperTools: 'never',
  agent: { disabled: true },
  mcp: { disabled: true },
  authentication: { preferredSecurityScheme: 'managementToken' },
  defaultHttpClient: { targetKey: 'shell', clientKey: 'curl' },
}
const startScript = `Scalar.createApiReference('#app', ${JSON.stringify(configuration)})`

/** Scroll bars follow the mode that the reader chose in the reference, which it keeps as a class of the body. */
const styles = `
:root { color-scheme: light dark; --scalar-custom-header-height: 2.75rem; }
:root:has(> body.light-mode) { color-scheme: light; }
:root:has(> body.dark-mode) { color-scheme: dark; }
body { margin: 0; background: Canvas; }
nav {
  position: sticky;
  top: 0;
  z-index: 20;
  display: flex;
  align-items: center;
  height: 2.75rem;
  padding: 0 1.25rem;
  border-bottom: 1px solid color-mix(in srgb, CanvasText 15%, Canvas);
  background: Canvas;
  font: 0.875rem/1 system-ui, sans-serif;
}
nav a { color: CanvasText; text-decoration: none; }
nav a:hover { text-decoration: underline; }
/* The version would touch the title. */
.section-content > :has(> .badge) + .section-header-wrapper { margin-top: 0.75rem; }
`

const page = `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<title>Waymark API</title>
<link rel="icon" href="data:,">
<meta name="viewport" content="width=device-width, initial-scale=1">
<style>${styles}</style>
</head>
<body>
<nav><a href="/">← Waymark</a></nav>
<div id="app"></div>
<script src="${scriptPath}"></script>
<script>${startScript}</script>
</body>
</html>
`

/** The reference writes `style` attributes, which no hash can name. Scripts are its own file and the line above. */
const headers = pageHeaders({
  'script-src': `'self' ${hashSource(startScript)}`,
  'style-src': "'unsafe-inline'",
  'img-src': "'self' data:",
  'font-src': "'self' data:",
  'connect-src': "'self'",
})

/** What the management API is: its OpenAPI document, and that as a page to read and try. Neither needs a token. */
export function registerReferenceRoutes(app: FastifyInstance, sitecorePath: string): void {
  const open = { schema: { hide: true } }
  const refuseOtherMethods = collectPaths(app)

  app.get('/openapi.json', open, () => {
    const document = app.swagger()
    return {
      ...document,
      paths: { ...document.paths, ...describeSitecoreApi(sitecorePath), ...describeXperienceApi() },
    }
  })

  app.get('/docs', open, (_request, reply) => reply.headers(headers).send(page))

  let loading: Promise<Buffer> | undefined
  app.get('/docs/scalar.js', open, async (request, reply) => {
    loading ??= loadScalarScript().catch((error) => {
      loading = undefined
      throw error
    })
    const gzipped = await loading
    reply.headers({
      'content-type': 'text/javascript; charset=utf-8',
      'cache-control': 'public, max-age=86400',
      vary: 'accept-encoding',
      'x-content-type-options': 'nosniff',
    })
    return /\bgzip\b/.test(request.headers['accept-encoding'] ?? '')
      ? reply.header('content-encoding', 'gzip').send(gzipped)
      : reply.send(await promisify(gunzip)(gzipped))
  })
  refuseOtherMethods()
}
