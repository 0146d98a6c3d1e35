import { hash } from 'node:crypto'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import type { Catalogue, Channel, Snapshot } from '../../catalogue/snapshot.ts'
import { type Problem, sendProblem } from './problem.ts'
import { problems } from './problems.ts'

/** Who calls, and what was set up when the call came in. */
export interface Caller {
  readonly snapshot: Snapshot
  /** The parent channel of the key. */
  readonly channel: Channel
}

const CALLER = 'trackingCaller'

/** Asks for a key with access `tracking` before anything of the body is read (docs/spec/xperience.md §1.1, §1.11). */
export function requireKey(app: FastifyInstance, catalogue: Catalogue): void {
  app.decorateRequest(CALLER, null)
  app.addHook('onRequest', (request, reply, done) => {
    const caller = identifyCaller(catalogue.snapshot, request.headers.authorization)
    if ('status' in caller) {
      sendProblem(reply, caller)
      return
    }
    request.setDecorator(CALLER, caller)
    done()
  })
}

export function callerOf(request: FastifyRequest): Caller {
  return request.getDecorator<Caller>(CALLER)
}

const SCHEME = 'bearer '

function identifyCaller(snapshot: Snapshot, authorization: string | undefined): Caller | Problem {
  const secret = readSecret(authorization)
  if (secret === '') return problems.missingKey
  const key = snapshot.secretKey(hash('sha256', secret, 'hex'))
  if (key === undefined || !key.enabled) return problems.invalidKey
  return key.access === 'tracking' ? { snapshot, channel: key.channel } : problems.wrongAccess
}

/** The token of `Authorization: Bearer <token>`, the scheme in any case; empty for anything else. */
function readSecret(authorization = ''): string {
  const isBearer = authorization.slice(0, SCHEME.length).toLowerCase() === SCHEME
  return isBearer ? authorization.slice(SCHEME.length).trim() : ''
}
