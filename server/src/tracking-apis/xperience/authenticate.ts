import { hash } from 'node:crypto'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { ApiKey, Catalogue, Channel, Snapshot } from '../../catalogue/snapshot.ts'
import { parseGuid } from '../../domain/ids.ts'
import type { FailureLimit } from '../../platform/limits/failure-limit.ts'
import type { KeyLimit } from '../../platform/limits/key-limit.ts'
import type { Intake } from '../intake.ts'
import { traceOf } from '../request-trace.ts'
import { type Problem, sendProblem } from './problem.ts'
import { problems } from './problems.ts'

/** Who calls, and what was set up when the call came in. */
export interface Caller {
  readonly snapshot: Snapshot
  readonly key: ApiKey
  /** The parent channel of the key. */
  readonly channel: Channel
}

const CALLER = 'trackingCaller'
const RETRY_SECONDS = 1

/** Call it on a scope that holds all who ask for {@link findCaller}. */
export function declareCaller(app: FastifyInstance): void {
  app.decorateRequest(CALLER, null)
}

export interface KeyRules {
  readonly catalogue: Catalogue
  readonly failureLimit: FailureLimit
  readonly keyLimit: KeyLimit
  readonly intake: Intake
  readonly maxBodyBytes: number
  /** Refuses a request whose caller is known. */
  readonly refuse: (request: FastifyRequest, reply: FastifyReply, problem: Problem) => void
}

/**
 * Asks for a key with access `tracking`, and holds it to its rate, before anything of the body is read
 * (docs/spec/xperience.md §1.1, §1.11).
 */
export function requireKey(app: FastifyInstance, rules: KeyRules): void {
  const { catalogue, failureLimit, keyLimit, intake, maxBodyBytes, refuse } = rules
  app.addHook('onRequest', (request, reply, done) => {
    const { snapshot } = catalogue
    const key = findKey(snapshot, request.headers.authorization)
    if ('status' in key) {
      const wait = failureLimit.note(request.ip)
      sendProblem(reply, wait === 0 ? key : problems.tooManyFailures(key.detail, wait))
      return
    }
    request.setDecorator(CALLER, { snapshot, key, channel: key.channel } satisfies Caller)
    traceOf(request).key = key
    if (key.access !== 'tracking') {
      refuse(request, reply, problems.wrongAccess)
      return
    }
    const wait = keyLimit.take(key)
    if (wait > 0) {
      refuse(request, reply, problems.tooManyRequests(wait))
      return
    }
    // What only reads is no load that could grow.
    if (request.method === 'POST' && !intake.admit(request, reply, maxBodyBytes)) {
      intake.holdBack(reply)
      refuse(request, reply, problems.unavailable(RETRY_SECONDS))
      return
    }
    done()
  })
}

/** Null before a key was found good. */
export function findCaller(request: FastifyRequest): Caller | null {
  return request.getDecorator<Caller | null>(CALLER)
}

export function callerOf(request: FastifyRequest): Caller {
  return request.getDecorator<Caller>(CALLER)
}

const SCHEME = 'bearer'

function findKey(snapshot: Snapshot, authorization: string | undefined): ApiKey | Problem {
  const secret = readSecret(authorization)
  if (secret === null) return problems.missingKey
  const key = snapshot.secretKey(hash('sha256', secret, 'hex'))
  if (key === undefined) return explainSecret(snapshot, secret)
  return key.enabled ? key : problems.disabledKey
}

/** What was probably sent in place of a secret key. */
function explainSecret(snapshot: Snapshot, secret: string): Problem {
  if (secret === '') return problems.emptyKey
  if (/^(?:undefined|null)$/i.test(secret)) return problems.variableText(secret.toLowerCase())
  const guid = parseGuid(secret)
  if (guid !== null && snapshot.sitecoreKey(guid) !== undefined) return problems.sitecoreKey
  return problems.unknownKey
}

/** Notes whose request it is that is refused before anybody asks for a key: so it can be found. */
export function noteKey(request: FastifyRequest, snapshot: Snapshot): void {
  const key = findKey(snapshot, request.headers.authorization)
  if (!('status' in key)) traceOf(request).key = key
}

/** The token of `Authorization: Bearer <token>`, the scheme in any case; null for anything else. */
function readSecret(authorization = ''): string | null {
  const [scheme = '', ...rest] = authorization.trim().split(' ')
  return scheme.toLowerCase() === SCHEME ? rest.join(' ').trim() : null
}
