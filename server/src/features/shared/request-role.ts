import type { FastifyInstance, FastifyRequest } from 'fastify'
import type { Role } from '../../catalogue/snapshot.ts'

const ROLE = 'waymarkRole'

/** Lets requests to `app` carry the role of whoever sends them. */
export function carryRoles(app: FastifyInstance): void {
  app.decorateRequest(ROLE, null)
}

export function setRole(request: FastifyRequest, role: Role): void {
  request.setDecorator(ROLE, role)
}

/** The role that passed the guard of the route. */
export function roleOf(request: FastifyRequest): Role {
  return request.getDecorator<Role>(ROLE)
}
