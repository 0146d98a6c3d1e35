import type { FastifyRequest } from 'fastify'
import { Problem } from '../shared/problem.ts'

/**
 * Refuses what a page of somebody else's site has a signed-in browser send. Browsers name the origin with every request that
 * changes something; what names none is no browser, and holds its cookie by its own will. Only the host is compared: a proxy
 * that ends TLS may not say so.
 */
export function requireOwnOrigin(request: FastifyRequest, publicUrl: string | null): void {
  const { origin } = request.headers
  if (origin === undefined) return
  const host = hostOf(origin)
  if (host !== null && (host === request.host.toLowerCase() || host === hostOf(publicUrl ?? ''))) return
  throw new Problem(
    'other_origin',
    'This was sent by a page of another site. Open the admin at its own address; behind a proxy set WAYMARK_PUBLIC_URL to it.',
  )
}

function hostOf(url: string): string | null {
  return URL.parse(url)?.host ?? null
}
