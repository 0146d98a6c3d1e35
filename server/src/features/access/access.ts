import type { FastifyInstance, FastifyRequest } from 'fastify'
import { hashSecret } from '../../catalogue/secrets.ts'
import type { Catalogue, Role } from '../../catalogue/snapshot.ts'
import type { FailureLimit } from '../../platform/limits/failure-limit.ts'
import { Problem } from '../shared/problem.ts'
import { carryRoles, setRole } from '../shared/request-role.ts'

declare module 'fastify' {
  interface FastifyContextConfig {
    /** Who may use this route of the management API. */
    roles?: readonly Role[] | 'anyone'
  }
}

/**
 * Guards all routes that are added to `app` from now on: each declares in its config which roles may use it, one that
 * does not stops the start. A request names itself with `Authorization: Bearer <token>`; only the token's SHA-256 is
 * known here, so looking it up tells nothing by the time it takes.
 */
export function guardRoutes(app: FastifyInstance, catalogue: Catalogue, failureLimit: FailureLimit): void {
  app.addHook('onRoute', ({ path, config }) => {
    if (config?.roles === undefined) throw new Error(`The route ${path} does not declare its roles.`)
  })
  carryRoles(app)
  app.addHook('onRequest', async (request, reply) => {
    const allowed = request.routeOptions.config.roles
    if (request.is404 || allowed === 'anyone') return
    // What is answered is about persons.
    reply.header('cache-control', 'no-store')
    const role = findRole(request, catalogue)
    if (role instanceof Problem) {
      reply.header('www-authenticate', 'Bearer')
      throw limitFailures(role, failureLimit.note(request.ip))
    }
    if (allowed?.includes(role) !== true) {
      throw new Problem(
        'role_too_low',
        `This needs the role ${allowed?.join(' or ')}; the token has ${role}.`,
      )
    }
    setRole(request, role)
  })
}

function limitFailures(problem: Problem, wait: number): Problem {
  if (wait === 0) return problem
  const message = `${problem.message} Too many such requests came from this address.`
  return new Problem('too_many_failures', message, [], wait)
}

const bearer = /^Bearer +([\x21-\x7e]+) *$/i

function findRole(request: FastifyRequest, catalogue: Catalogue): Role | Problem {
  const secret = bearer.exec(request.headers.authorization ?? '')?.[1]
  if (secret === undefined) {
    return new Problem('token_missing', 'Send a token of the management API: Authorization: Bearer <token>.')
  }
  const token = catalogue.snapshot.token(hashSecret(secret))
  return token?.role ?? new Problem('token_unknown', 'There is no such token. It may have been deleted.')
}
