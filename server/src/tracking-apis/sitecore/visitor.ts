import type { FastifyReply, FastifyRequest } from 'fastify'
import type { Settings } from '../../catalogue/settings.ts'
import { parseGuid, toCompactGuid, type Uuid } from '../../domain/ids.ts'
import type { RequestTrace } from '../request-trace.ts'

/** For clients that cannot keep cookies (docs/spec/waymark.md §6.1). */
export const VISITOR_HEADER = 'x-waymark-visitor'
const COOKIE_NAME = 'SC_ANALYTICS_GLOBAL_COOKIE'
/** Seconds: ten years, counted anew with each reply. */
export const COOKIE_MAX_AGE = 315_360_000

/** Who a request says it comes from. */
export interface Visitor {
  /** Null when it names nobody. */
  readonly id: Uuid | null
  /** The cookie's second half: whether the visitor was found to be human. Kept as it came. */
  readonly flag: 'True' | 'False'
  readonly sentCookie: boolean
}

/** How a request names its visitor, for whoever watches. */
export function traceVisitor(trace: RequestTrace, { id, sentCookie }: Visitor): void {
  trace.givenId = id
  trace.source = id === null ? 'none' : sentCookie ? 'cookie' : 'header'
}

/** Some proxies write `|` as `%7C`; the flag may be missing; names and digits come in any case. */
const COOKIE = new RegExp(
  `(?:^|;)\\s*${COOKIE_NAME}\\s*=\\s*"?([0-9a-f]{32})(?:(?:\\||%7C)(true|false))?"?\\s*(?=;|$)`,
  'gi',
)

/** No client draws this one: whoever sends it would share a contact with every other broken client. */
const NIL = '00000000-0000-0000-0000-000000000000'

/**
 * The visitor that the cookie names, else the one of the header `X-Waymark-Visitor`. What is no id names nobody.
 * docs/spec/sitecore.md §1.5, docs/spec/waymark.md §6.1.
 */
export function readVisitor(headers: FastifyRequest['headers']): Visitor {
  return (
    readCookie(headers.cookie) ?? {
      id: readHeader(headers[VISITOR_HEADER]),
      flag: 'False',
      sentCookie: false,
    }
  )
}

function readCookie(header: string | undefined): Visitor | null {
  if (header === undefined) return null
  // A loop over one expression: matchAll would copy it for each request.
  COOKIE.lastIndex = 0
  for (let match = COOKIE.exec(header); match !== null; match = COOKIE.exec(header)) {
    const id = readId(match[1] ?? '')
    if (id !== null)
      return { id, flag: match[2]?.toLowerCase() === 'true' ? 'True' : 'False', sentCookie: true }
  }
  return null
}

function readHeader(header: string | string[] | undefined): Uuid | null {
  return typeof header === 'string' ? readId(header) : null
}

function readId(text: string): Uuid | null {
  const id = parseGuid(text)
  return id === NIL ? null : id
}

/**
 * Tells the client by which id to name itself from now on: in the cookie, which lives ten years from this reply,
 * and, when it sent none, in the header too. The value is never empty.
 */
export function writeVisitor(
  reply: FastifyReply,
  visitor: Visitor,
  deviceId: Uuid,
  attributes: string,
): void {
  reply.header('set-cookie', `${COOKIE_NAME}=${toCompactGuid(deviceId)}|${visitor.flag}${attributes}`)
  if (!visitor.sentCookie) reply.header(VISITOR_HEADER, deviceId)
}

/** Has a browser drop the cookie of a visitor. Its value stays: some proxies take offence at an empty one. */
export function forgetVisitor(reply: FastifyReply, { id, flag }: Visitor, siteAttributes: string): void {
  if (id === null) return
  reply.header(
    'set-cookie',
    `${COOKIE_NAME}=${toCompactGuid(id)}|${flag}; path=/; max-age=0; HttpOnly${siteAttributes}`,
  )
}

/** The attributes of the visitor's cookie, which no script needs to read. */
export function cookieAttributes(
  settings: Settings,
  request: Pick<FastifyRequest, 'protocol'>,
  publicUrl: string | null,
): string {
  return `; path=/; max-age=${COOKIE_MAX_AGE}; HttpOnly${siteAttributes(settings, request, publicUrl)}`
}

/**
 * From where browsers send a cookie, by the settings `cookies.secure` and `cookies.sameSite`. `auto` makes cookies work on plain
 * http (development) as well as across sites, which needs https.
 */
export function siteAttributes(
  settings: Settings,
  request: Pick<FastifyRequest, 'protocol'>,
  publicUrl: string | null,
): string {
  const secure = isSecure(settings['cookies.secure'], request, publicUrl)
  const sameSite = SAME_SITE[settings['cookies.sameSite']] ?? (secure ? 'None' : 'Lax')
  return `${secure ? '; Secure' : ''}; SameSite=${sameSite}`
}

const SAME_SITE = { auto: null, none: 'None', lax: 'Lax', strict: 'Strict' } as const

function isSecure(
  setting: Settings['cookies.secure'],
  request: Pick<FastifyRequest, 'protocol'>,
  publicUrl: string | null,
): boolean {
  if (setting !== 'auto') return setting === 'always'
  return (publicUrl?.startsWith('https:') ?? false) || request.protocol === 'https'
}
