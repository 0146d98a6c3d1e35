import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { fileURLToPath } from 'node:url'
import { build, type Plugin } from 'vite'

export interface PageServer {
  /** `http://localhost:<port>`, an origin of its own. */
  readonly origin: string
  close(): Promise<void>
}

/** Bundles a script of pages/ as an app would, and serves a page that loads it. `plugins`: what its app's build adds. */
export async function servePage(script: string, plugins: Plugin[] = []): Promise<PageServer> {
  const code = await bundle(fileURLToPath(new URL(`../pages/${script}`, import.meta.url)), plugins)
  const server = createServer((request, reply) => {
    if (request.url === '/app.js') reply.setHeader('content-type', 'text/javascript').end(code)
    else
      reply
        .setHeader('content-type', 'text/html')
        .end('<!doctype html><title>App</title><script defer src="/app.js"></script>')
  })
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  return {
    origin: `http://localhost:${(server.address() as AddressInfo).port}`,
    async close() {
      server.closeAllConnections()
      await new Promise((done) => server.close(done))
    },
  }
}

async function bundle(entry: string, plugins: Plugin[]): Promise<string> {
  const result = await build({
    configFile: false,
    logLevel: 'error',
    plugins,
    // Tests run as neither development nor production.
    oxc: { jsx: { development: false } },
    define: { 'process.env.NODE_ENV': '"production"', 'process.env': '{}' },
    build: {
      write: false,
      minify: false,
      // Samples of the vendor have JSX in files that do not say so.
      rolldownOptions: { input: entry, moduleTypes: { '.js': 'jsx' }, output: { format: 'iife' } },
    },
  })
  const outputs = [result].flat().flatMap((part) => ('output' in part ? part.output : []))
  const [code] = outputs.flatMap((output) => (output.type === 'chunk' ? [output.code] : []))
  if (code === undefined) throw new Error(`${entry} gave no script.`)
  return code
}
