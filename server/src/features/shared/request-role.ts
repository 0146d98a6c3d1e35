import type { FastifyInstance, FastifyRequest } from 'fastify'
import type { Role } from '../../catalogue/snapshot.ts'
import { Problem } from './problem.ts'

const CALLER = 'waymarkCaller'
const CHECK = 'waymarkAccessCheck'

/** Who sends a request: a person who is signed in, or the holder of a management token. */
export interface Caller {
  readonly role: Role
  /** Null for a token. */
  readonly user: User | null
}

export interface User {
  readonly id: number
  readonly email: string
}

/** Lets requests to `app` carry who sends them. */
export function carryCallers(app: FastifyInstance): void {
  app.decorateRequest(CALLER, null)
  app.decorateRequest(CHECK, null)
}

/** `isStillAllowed` judges the request anew, on what is set up then. */
export function setCaller(
  request: FastifyRequest,
  caller: Caller,
  isStillAllowed: () => Promise<boolean>,
): void {
  request.setDecorator(CALLER, caller)
  request.setDecorator(CHECK, isStillAllowed)
}

/** Whether whoever passed the guard of the route would pass it now, as the same: for replies that go on for hours. */
export function isStillAllowed(request: FastifyRequest): Promise<boolean> {
  return request.getDecorator<() => Promise<boolean>>(CHECK)()
}

/** The role that passed the guard of the route. */
export function roleOf(request: FastifyRequest): Role {
  return request.getDecorator<Caller>(CALLER).role
}

/** The person who passed the guard of the route; null where a token did. */
export function userOf(request: FastifyRequest): User | null {
  return request.getDecorator<Caller>(CALLER).user
}

/** The same, for what only people have. */
export function requireUser(request: FastifyRequest): User {
  const user = userOf(request)
  if (user === null)
    throw new Problem('sign_in_needed', 'This belongs to people who are signed in; a token is nobody.')
  return user
}
