import { parseCookie, stringifySetCookie } from 'cookie'
import type { FastifyReply, FastifyRequest } from 'fastify'

const NAME = 'wm_session'
/** Tracking APIs need not see it, and never do. */
const PATH = '/api'

/** What the cookie of a session holds; null without one. */
export function readSessionCookie(request: FastifyRequest): string | null {
  return parseCookie(request.headers.cookie ?? '')[NAME] ?? null
}

/** `publicUrl` is the external address of this server, where it is known: it may be https although this request is not. */
export function writeSessionCookie(
  reply: FastifyReply,
  secret: string,
  maxAgeSeconds: number,
  publicUrl: string | null,
): void {
  const secure = (publicUrl?.startsWith('https:') ?? false) || reply.request.protocol === 'https'
  const attributes = { path: PATH, maxAge: maxAgeSeconds, httpOnly: true, sameSite: 'lax', secure } as const
  reply.header('set-cookie', stringifySetCookie({ name: NAME, value: secret, ...attributes }))
}

export function forgetSessionCookie(reply: FastifyReply, publicUrl: string | null): void {
  writeSessionCookie(reply, '', 0, publicUrl)
}
