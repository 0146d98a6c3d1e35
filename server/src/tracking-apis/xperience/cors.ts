import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { splitList } from '../../catalogue/origins.ts'
import type { Catalogue } from '../../catalogue/snapshot.ts'
import { type AllowedOrigins, allowOrigin, parseAllowedOrigins } from './allowed-origins.ts'

/** Lets browsers of the allowed origins read every reply of this API, refusals too (docs/spec/xperience.md §1.9). */
export function addCorsHeaders(app: FastifyInstance, catalogue: Catalogue): void {
  const originsOf = rememberLast(parseAllowedOrigins)
  app.addHook('onRequest', (request, reply, done) => {
    const allowed: AllowedOrigins = originsOf(catalogue.snapshot.settings['headless.corsAllowedOrigins'])
    if (Array.isArray(allowed)) reply.header('vary', 'Origin')
    const value = allowOrigin(allowed, request.headers.origin)
    if (value !== null) reply.header('access-control-allow-origin', value)
    done()
  })
}

/** Adds to the reply to OPTIONS what a preflight asks for; nothing, and false, for an origin that is not allowed. */
export function addPreflightHeaders(
  request: FastifyRequest,
  reply: FastifyReply,
  catalogue: Catalogue,
): boolean {
  if (!reply.hasHeader('access-control-allow-origin')) return false
  reply.header('access-control-allow-methods', 'GET, POST, OPTIONS')
  const configured = splitList(catalogue.snapshot.settings['headless.corsAllowedHeaders']).join(', ')
  const headers = configured || request.headers['access-control-request-headers']
  if (headers !== undefined) reply.header('access-control-allow-headers', headers)
  return true
}

/** A setting changes seldom and is asked for at every request. */
function rememberLast<Result>(parse: (setting: string) => Result): (setting: string) => Result {
  let last: { readonly setting: string; readonly result: Result } | undefined
  return (setting) => {
    if (last?.setting !== setting) last = { setting, result: parse(setting) }
    return last.result
  }
}
