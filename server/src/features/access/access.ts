import type { FastifyInstance, FastifyRequest } from 'fastify'
import { hashSecret } from '../../catalogue/secrets.ts'
import type { Catalogue, Role } from '../../catalogue/snapshot.ts'
import type { FailureLimit } from '../../platform/limits/failure-limit.ts'
import { Problem } from '../shared/problem.ts'
import { type Caller, carryCallers, setCaller } from '../shared/request-role.ts'
import { requireOwnOrigin } from './own-origin.ts'
import { readSessionCookie } from './session-cookie.ts'
import type { SessionUser } from './sessions.queries.ts'

declare module 'fastify' {
  interface FastifyContextConfig {
    /** Who may use this route of the management API. */
    roles?: readonly Role[] | 'anyone'
  }
}

/** How people who are signed in are known. */
export interface SessionAccess {
  find(secret: string): Promise<SessionUser | null>
  /** The external address of this server, where it is known. */
  readonly publicUrl: string | null
}

export interface AccessRules {
  readonly catalogue: Catalogue
  readonly failureLimit: FailureLimit
  /** Null where only tokens count. */
  readonly sessions: SessionAccess | null
}

/**
 * Guards all routes that are added to `app` from now on: each declares in its config which roles may use it, one that
 * does not stops the start. A request names itself with `Authorization: Bearer <token>`, or with the cookie of a session;
 * the token comes first. Only the SHA-256 of either is known here, so looking it up tells nothing by the time it takes.
 */
export function guardRoutes(app: FastifyInstance, rules: AccessRules): void {
  const { catalogue, failureLimit, sessions } = rules
  app.addHook('onRoute', ({ path, config }) => {
    if (config?.roles === undefined) throw new Error(`The route ${path} does not declare its roles.`)
  })
  carryCallers(app)
  app.addHook('onRequest', async (request, reply) => {
    const allowed = request.routeOptions.config.roles
    if (request.is404) return
    // What is answered is about persons.
    reply.header('cache-control', 'no-store')
    if (allowed === 'anyone') return
    const caller = await findCaller(request, catalogue, sessions)
    if (caller instanceof Problem) {
      reply.header('www-authenticate', 'Bearer')
      throw limitFailures(caller, failureLimit.note(request.ip))
    }
    if (allowed?.includes(caller.role) !== true) {
      throw new Problem(
        'role_too_low',
        `This needs the role ${allowed?.join(' or ')}; ${caller.user === null ? 'the token has' : 'you have'} ${caller.role}.`,
      )
    }
    setCaller(request, caller, async () => {
      const again = await findCaller(request, catalogue, sessions)
      return !(again instanceof Problem) && again.role === caller.role
    })
  })
}

function limitFailures(problem: Problem, wait: number): Problem {
  if (wait === 0) return problem
  const message = `${problem.message} Too many such requests came from this address.`
  return new Problem('too_many_failures', message, [], wait)
}

const bearer = /^Bearer +([\x21-\x7e]+) *$/i
const harmless: ReadonlySet<string> = new Set(['GET', 'HEAD', 'OPTIONS'])

async function findCaller(
  request: FastifyRequest,
  catalogue: Catalogue,
  sessions: SessionAccess | null,
): Promise<Caller | Problem> {
  const secret = bearer.exec(request.headers.authorization ?? '')?.[1]
  if (secret !== undefined) {
    const token = catalogue.snapshot.token(hashSecret(secret))
    if (token === undefined)
      return new Problem('token_unknown', 'There is no such token. It may have been deleted.')
    return { role: token.role, user: null }
  }
  const cookie = sessions === null ? null : readSessionCookie(request)
  if (sessions === null || cookie === null)
    return new Problem('token_missing', 'Send a token of the management API: Authorization: Bearer <token>.')
  if (!harmless.has(request.method)) requireOwnOrigin(request, sessions.publicUrl)
  const user = await sessions.find(cookie)
  if (user === null) return new Problem('session_ended', 'The session has ended. Sign in again.')
  return { role: user.role, user: { id: user.id, email: user.email } }
}
