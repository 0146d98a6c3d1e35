import type { FastifyReply, FastifyRequest } from 'fastify'
import type { ApiKey, Snapshot } from '../../catalogue/snapshot.ts'
import { VISITOR_HEADER } from './visitor.ts'

/** Who may call from a page of another origin, and read the answer (docs/spec/sitecore.md §1.6). */
export interface Cors {
  /**
   * Judges the request's origin by its key and, where it is listed, lets the page read the reply. False when the
   * key lists origins, this one is not among them and it is not our own: then the request is refused.
   */
  admit(request: FastifyRequest, reply: FastifyReply, key: ApiKey): boolean
  /** Lets the page read a reply for which no key is at hand, if some enabled key lists its origin. */
  admitIfListed(request: FastifyRequest, reply: FastifyReply, snapshot: Snapshot): void
  /** Judges an OPTIONS: gives the permission where the origin has it. False where it has not. */
  admitPreflight(
    request: FastifyRequest,
    reply: FastifyReply,
    key: ApiKey | null,
    snapshot: Snapshot,
  ): boolean
}

/** Seconds that a browser may remember a preflight: a change of the key's origins holds after that at the latest. */
const PREFLIGHT_MAX_AGE = '600'
const ALLOWED_HEADERS = `content-type, sc_apikey, ${VISITOR_HEADER}`
const HEADER_NAMES = /^[\w!#$%&'*+.^`|~-]+(?:\s*,\s*[\w!#$%&'*+.^`|~-]+)*$/

export function createCors(publicUrl: string | null): Cors {
  const publicHost = publicUrl === null ? null : hostOf(publicUrl)

  function admit(request: FastifyRequest, reply: FastifyReply, key: ApiKey): boolean {
    const { origin } = request.headers
    if (origin === undefined || key.corsOrigins.length === 0) return true
    if (!lists(key, origin)) return isOwnOrigin(origin, request)
    allowReading(reply, origin)
    return true
  }

  /**
   * Browsers send Origin on same-origin POSTs too. Only hosts are compared: behind a proxy that ends TLS we see http
   * where the page saw https.
   */
  function isOwnOrigin(origin: string, request: FastifyRequest): boolean {
    const host = hostOf(origin)
    if (host === null) return false
    return (
      host === publicHost ||
      host === hostOf(`http://${request.headers.host ?? ''}`) ||
      host === hostOf(`http://${request.host}`)
    )
  }

  function admitIfListed(request: FastifyRequest, reply: FastifyReply, snapshot: Snapshot): void {
    const { origin } = request.headers
    if (origin !== undefined && isListedAnywhere(snapshot, origin)) allowReading(reply, origin)
  }

  function admitPreflight(
    request: FastifyRequest,
    reply: FastifyReply,
    key: ApiKey | null,
    snapshot: Snapshot,
  ): boolean {
    const { origin } = request.headers
    const isAllowed =
      origin !== undefined && (key === null ? isListedAnywhere(snapshot, origin) : lists(key, origin))
    if (isAllowed) {
      allowReading(reply, origin)
      reply.headers({
        'access-control-allow-methods': 'POST, GET, OPTIONS',
        'access-control-allow-headers': allowedHeaders(request.headers['access-control-request-headers']),
        'access-control-max-age': PREFLIGHT_MAX_AGE,
        vary: 'Origin, Access-Control-Request-Headers',
      })
    }
    return isAllowed
  }

  return { admit, admitIfListed, admitPreflight }
}

/** Origins are compared whole: neither a part of a listed one nor one that merely contains it passes. */
function lists({ corsOrigins }: ApiKey, origin: string): boolean {
  return corsOrigins.includes(origin) || corsOrigins.includes('*') || corsOrigins.includes(normalise(origin))
}

/** As the catalogue keeps origins: lower case, without the default port of the scheme. */
function normalise(origin: string): string {
  return origin.toLowerCase().replace(/^(http:.*):80$|^(https:.*):443$/, '$1$2')
}

function isListedAnywhere(snapshot: Snapshot, origin: string): boolean {
  return snapshot.sitecoreKeys.some((key) => key.enabled && lists(key, origin))
}

/** The exact origin, also where the key says `*`: with credentials browsers accept nothing else. */
function allowReading(reply: FastifyReply, origin: string): void {
  reply.header('access-control-allow-origin', origin)
  reply.header('access-control-allow-credentials', 'true')
  reply.header('access-control-expose-headers', 'X-Waymark-Visitor')
}

function allowedHeaders(requested: string | undefined): string {
  return requested !== undefined && HEADER_NAMES.test(requested)
    ? `${ALLOWED_HEADERS}, ${requested}`
    : ALLOWED_HEADERS
}

/** Host and port, without the default ports of http and https. */
function hostOf(address: string): string | null {
  const url = URL.parse(address)
  return url === null || url.host === '' ? null : url.host.replace(/:(?:80|443)$/, '')
}
