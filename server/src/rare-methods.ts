import type { IncomingMessage } from 'node:http'
import type { FastifyInstance } from 'fastify'

/** Has no body, and no path takes it. */
const STAND_IN = 'TRACE'
const usual: ReadonlySet<string> = new Set([
  'GET',
  'POST',
  'OPTIONS',
  'HEAD',
  'PUT',
  'PATCH',
  'DELETE',
  STAND_IN,
])

interface RareMethods {
  /** For the option of that name: called before the way of a request is looked for. */
  rewriteUrl(raw: Pick<IncomingMessage, 'method' | 'url'>): string
  /** Gives requests back the method that they were sent with. Before any hook that asks for it. */
  restoreIn(app: FastifyInstance): void
}

/**
 * Lets each API refuse methods that no path has in its own words, with 405. Fastify knows the usual ones only, and its
 * router has a tree of all paths for each that it knows: thirty more of them took 3 MB. So they all go the way of one.
 */
export function routeRareMethods(): RareMethods {
  const sent = new WeakMap<object, string>()
  return {
    rewriteUrl(raw) {
      if (raw.method !== undefined && !usual.has(raw.method)) {
        sent.set(raw, raw.method)
        raw.method = STAND_IN
      }
      return raw.url ?? '/'
    },
    restoreIn(app) {
      // No promise: every request of every tracking API passes here.
      app.addHook('onRequest', ({ raw }, _reply, proceed) => {
        if (raw.method === STAND_IN) raw.method = sent.get(raw) ?? STAND_IN
        proceed()
      })
    },
  }
}
