import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { ApiKey, Catalogue, Snapshot } from '../../catalogue/snapshot.ts'
import type { FailureLimit } from '../../platform/limits/failure-limit.ts'
import type { KeyLimit } from '../../platform/limits/key-limit.ts'
import type { Intake } from '../intake.ts'
import { traceOf } from '../request-trace.ts'
import { readApiKey } from './api-key.ts'
import type { Cors } from './cors.ts'
import { bodyTooLarge, type Refusal, refusals, refuseFailures, refuseOrigin } from './refusals.ts'
import { sendRefusal } from './reply.ts'
import type { RefusalReporter } from './report-refusals.ts'

/** Under whose key a request runs, and on which state of the catalogue all of it is judged. */
export interface Admission {
  readonly snapshot: Snapshot
  readonly key: ApiKey
}

export interface KeylessAdmission {
  readonly snapshot: Snapshot
  readonly key: ApiKey | null
}

const ADMISSION = 'sitecoreAdmission'
const RETRY_SECONDS = 1

/** Call it on a scope that holds all who ask for {@link findAdmission}. */
export function declareAdmission(scope: FastifyInstance): void {
  scope.decorateRequest(ADMISSION, null)
}

/** Null where no key was asked for, and before one was found good. */
export function findAdmission(request: FastifyRequest): Admission | null {
  return request.getDecorator<Admission | null>(ADMISSION)
}

/** Of a request that {@link Admissions.admit} let through. */
export function admissionOf(request: FastifyRequest): Admission {
  return request.getDecorator<Admission>(ADMISSION)
}

/** Judges key, origin and rate; what is refused is answered. */
export interface Admissions {
  /** The hook of routes that need a valid key: all that can be judged before the body is read, its size included. */
  admit(request: FastifyRequest, reply: FastifyReply, proceed: () => void): void
  /** For `/flush`: a key is optional, one that is given must be valid. */
  admitWithoutKey(request: FastifyRequest, reply: FastifyReply): KeylessAdmission | null
  /** For OPTIONS: a key that is not valid is like none, so that the page can read why its POST is refused. */
  answerPreflight(request: FastifyRequest, reply: FastifyReply): FastifyReply
}

export interface AdmissionRules {
  readonly catalogue: Catalogue
  readonly cors: Cors
  readonly reporter: RefusalReporter
  readonly failureLimit: FailureLimit
  readonly keyLimit: KeyLimit
  readonly intake: Intake
  readonly maxBodyBytes: number
}

/** Notes whose request it is that is refused before anybody asks for a key: so it can be found. */
export function noteKey(request: FastifyRequest, snapshot: Snapshot): void {
  const reading = readApiKey(request, snapshot)
  if (reading.status === 'valid') traceOf(request).key = reading.key
}

export function createAdmissions(rules: AdmissionRules): Admissions {
  const { catalogue, cors, reporter, failureLimit, keyLimit, intake, maxBodyBytes } = rules

  function admit(request: FastifyRequest, reply: FastifyReply, proceed: () => void): void {
    const admission = admitKey(request, reply)
    if (admission === null) return
    if (Number(request.headers['content-length']) > maxBodyBytes) {
      const refusal = bodyTooLarge(maxBodyBytes)
      reporter.refuse(reply.header('connection', 'close'), admission.key, refusal, null)
      return
    }
    if (!intake.admit(request, reply, maxBodyBytes)) {
      intake.holdBack(reply)
      sendRefusal(reply.header('retry-after', RETRY_SECONDS), refusals.unavailable)
      return
    }
    request.setDecorator(ADMISSION, admission)
    proceed()
  }

  function admitKey(request: FastifyRequest, reply: FastifyReply): Admission | null {
    const { snapshot } = catalogue
    const reading = readApiKey(request, snapshot)
    if (reading.status === 'valid') return judgeKey(request, reply, { snapshot, key: reading.key })
    cors.admitIfListed(request, reply, snapshot)
    refuseKey(request, reply, reading.refusal)
    return null
  }

  function admitWithoutKey(request: FastifyRequest, reply: FastifyReply): KeylessAdmission | null {
    const { snapshot } = catalogue
    const reading = readApiKey(request, snapshot)
    if (reading.status === 'valid') return judgeKey(request, reply, { snapshot, key: reading.key })
    cors.admitIfListed(request, reply, snapshot)
    if (reading.status === 'missing') return { snapshot, key: null }
    refuseKey(request, reply, reading.refusal)
    return null
  }

  function judgeKey(request: FastifyRequest, reply: FastifyReply, admission: Admission): Admission | null {
    const { key } = admission
    traceOf(request).key = key
    if (!cors.admit(request, reply, key)) {
      reporter.refuse(reply, key, refuseOrigin(request.headers.origin ?? ''), null)
      return null
    }
    const wait = keyLimit.take(key)
    if (wait === 0) return admission
    reporter.refuse(reply.header('retry-after', wait), key, refusals.tooManyRequests, null)
    return null
  }

  function refuseKey(request: FastifyRequest, reply: FastifyReply, refusal: Refusal): void {
    const wait = failureLimit.note(request.ip)
    if (wait === 0) sendRefusal(reply, refusal)
    else sendRefusal(reply.header('retry-after', wait), refuseFailures(refusal))
  }

  function answerPreflight(request: FastifyRequest, reply: FastifyReply): FastifyReply {
    const { snapshot } = catalogue
    const reading = readApiKey(request, snapshot)
    const key = reading.status === 'valid' ? reading.key : null
    const isAllowed = cors.admitPreflight(request, reply, key, snapshot)
    const { origin } = request.headers
    if (!isAllowed && origin !== undefined) {
      // The browser will not send what it asked about: nothing else tells of it.
      const trace = traceOf(request)
      trace.key = key
      trace.refusal = refuseOrigin(origin)
    }
    return reply.code(204).send()
  }

  return { admit, admitWithoutKey, answerPreflight }
}
