import type { SnippetBlock, SnippetValues } from './values.ts'

/** Three ways to hand the tracking requests on from the app's own origin (docs/integrate/same-origin-proxy.md). */
export function writeProxies({ address }: SnippetValues): SnippetBlock[] {
  const waymark = `const waymark = process.env.WAYMARK_URL ?? '${address}'`
  return [
    {
      place: 'next.config.mjs',
      language: 'js',
      text: `${waymark}

export default {
  async rewrites() {
    return [
      { source: '/sitecore/api/jss/:path*', destination: \`\${waymark}/sitecore/api/jss/:path*\` },
      { source: '/layouts/system/:path*', destination: \`\${waymark}/layouts/system/:path*\` },
    ]
  },
}`,
    },
    {
      place: 'nginx',
      language: 'nginx',
      text: `location ~* ^/(sitecore/api/jss|layouts/system)/ {
    proxy_pass ${address};
    proxy_http_version 1.1;
    proxy_set_header Connection "";
    proxy_set_header Host $host;
    proxy_set_header X-Forwarded-For $remote_addr;
    proxy_set_header X-Forwarded-Host $host;
    proxy_set_header X-Forwarded-Proto $scheme;
    client_max_body_size 1m;
}`,
    },
    {
      place: 'Express',
      language: 'js',
      text: `import express from 'express'
import { createProxyMiddleware } from 'http-proxy-middleware'

${waymark}

const app = express()
app.use(
  createProxyMiddleware({
    target: waymark,
    pathFilter: ['/sitecore/api/jss', '/layouts/system'],
    xfwd: true,
  }),
)
app.get('/', (request, response) => response.send('<!doctype html><title>My app</title>'))
app.listen(process.env.PORT ?? 3000)`,
    },
  ]
}
