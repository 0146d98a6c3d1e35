import { randomBytes } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import fastifyStatic from '@fastify/static'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { pageHeaders } from '../shared/content-security.ts'
import { collectPaths } from '../shared/refusals.ts'
import { notBuiltPage } from './not-built.html.ts'

/** The word that the build writes where a nonce belongs (admin/vite.config.ts). */
const NONCE_PLACE = /WAYMARK_NONCE/g
const YEAR_SECONDS = 31_536_000

/**
 * The admin below /admin, where `/` leads: one page whatever the path, which its own router reads, and the files that it names. `folder` is
 * what scripts/build-admin.mjs made.
 */
export function registerAdminApp(app: FastifyInstance, folder: string): void {
  app.register(async (scope) => {
    const refuseOtherMethods = collectPaths(scope)
    scope.register(fastifyStatic, {
      root: join(folder, 'assets'),
      prefix: '/admin/assets/',
      // Their names hold a hash of what is in them.
      immutable: true,
      maxAge: YEAR_SECONDS * 1000,
      preCompressed: true,
      decorateReply: false,
      index: false,
    })
    scope.get('/admin/waymark.svg', async (_request, reply) =>
      reply
        .headers({ 'content-type': 'image/svg+xml', 'cache-control': 'public, max-age=86400' })
        .send(await readFile(join(folder, 'waymark.svg'))),
    )
    scope.get('/', (_request, reply) => reply.redirect('/admin/'))
    // What browsers ask for beside pages that name no icon.
    scope.get('/favicon.ico', (_request, reply) => reply.redirect('/admin/waymark.svg', 302))
    for (const path of ['/admin', '/admin/*']) scope.get(path, sendPage)
    refuseOtherMethods()
  })

  async function sendPage(_request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
    // Read each time: it is small, and a build beside a running server holds at once.
    const page = await readFile(join(folder, 'index.html'), 'utf8').catch(() => null)
    if (page === null) return reply.code(503).headers(pageHeaders({})).send(notBuiltPage)
    const nonce = randomBytes(16).toString('base64')
    return reply
      .headers(pageHeaders(policyFor(nonce)))
      .header('cache-control', 'no-store')
      .send(page.replace(NONCE_PLACE, nonce))
  }
}

/** Nothing from anywhere else, and no inline script or style but those of the page itself. */
function policyFor(nonce: string): Record<string, string> {
  return {
    'script-src': `'self' 'nonce-${nonce}'`,
    'style-src': `'self' 'nonce-${nonce}'`,
    'img-src': "'self' data:",
    'connect-src': "'self'",
    'form-action': "'self'",
  }
}
