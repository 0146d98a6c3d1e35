import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { ApiKey } from '../catalogue/snapshot.ts'
import type {
  AnsweredRequest,
  IdentitySource,
  ItemVerdict,
  ProcessorStep,
  Reason,
  RequestRecorder,
  TrackingEndpoint,
  Verdict,
} from '../domain/answered-request.ts'
import type { Uuid } from '../domain/ids.ts'
import type { TrackingApiName } from '../domain/kinds.ts'
import { judgeRequest } from './judge-request.ts'

/** What is found out about a request on its way, for whoever watches what comes in. Nothing is copied into it. */
export class RequestTrace implements AnsweredRequest {
  readonly request: FastifyRequest
  /** Null before one was found good. */
  key: ApiKey | null = null
  /** When its items happened, where it has some; milliseconds since 1970. */
  receivedAt: number | null = null
  /** Why all of it was refused. */
  refusal: Reason | null = null
  items = 0
  failures: readonly (Reason | null)[] = NOTHING
  outcomes: readonly ItemVerdict[] = NOTHING
  lacksConsent = false
  isEmpty = false
  isRobot = false
  steps: ProcessorStep[] | null = null
  source: IdentitySource = 'none'
  givenId: Uuid | null = null
  deviceId: Uuid | null = null
  contactId: Uuid | null = null

  // What is known in the end.
  api: TrackingApiName = 'sitecore'
  endpoint: TrackingEndpoint = 'other'
  response: AnsweredRequest['response'] = NO_RESPONSE
  replyBody = ''
  verdict: Verdict = 'accepted'
  reason: Reason | null = null
  isPrivate = false
  accepted = 0

  constructor(request: FastifyRequest) {
    this.request = request
  }
}

const NOTHING: readonly never[] = []
const NO_RESPONSE: AnsweredRequest['response'] = { statusCode: 0, elapsedTime: 0, getHeader: () => undefined }
const TRACE = 'waymarkRequestTrace'

/** The trace of a request to a scope of {@link traceRequests}. */
export function traceOf(request: FastifyRequest): RequestTrace {
  const known = request.getDecorator<RequestTrace | null>(TRACE)
  if (known !== null) return known
  const trace = new RequestTrace(request)
  request.setDecorator(TRACE, trace)
  return trace
}

/** Notes that a caller names a contact in so many words, and whose activities those are now. */
export function traceNamed(request: FastifyRequest, givenId: Uuid, contactId: Uuid | null): RequestTrace {
  const trace = traceOf(request)
  trace.source = 'contact'
  trace.givenId = givenId
  trace.contactId = contactId
  return trace
}

/**
 * Hands every request to the routes that are added to `app` from now on to the recorder once its reply is ready, also
 * those that are refused before anybody looks at their key. A preflight is none, unless it ends what would have come.
 */
export function traceRequests(
  app: FastifyInstance,
  api: TrackingApiName,
  recorder: RequestRecorder,
  endpointOf: (url: string) => TrackingEndpoint,
): void {
  app.decorateRequest(TRACE, null)
  app.addHook('onRoute', (route) => {
    const endpoint = endpointOf(route.url)
    const record = (request: FastifyRequest, reply: FastifyReply, payload: unknown, done: () => void) => {
      const trace = traceOf(request)
      if (request.method !== 'OPTIONS' || trace.refusal !== null) {
        trace.api = api
        trace.endpoint = endpoint
        finish(trace, reply, typeof payload === 'string' ? payload : '')
        recorder.record(trace)
      }
      done()
    }
    route.onSend = [...[route.onSend ?? []].flat(), record]
  })
}

function finish(trace: RequestTrace, reply: FastifyReply, payload: string): void {
  const { verdict, reason } = judgeRequest(trace, reply.statusCode)
  trace.response = reply
  trace.replyBody = payload
  trace.verdict = verdict
  trace.reason = reason
  trace.accepted = countAccepted(trace)
  trace.isPrivate = trace.key !== null && trace.key.channel.requireConsentId !== null && !isStored(verdict)
}

function isStored(verdict: Verdict): boolean {
  return verdict === 'accepted' || verdict === 'accepted_provisional' || verdict === 'filtered'
}

function countAccepted({ refusal, lacksConsent, failures, items }: RequestTrace): number {
  if (refusal !== null || lacksConsent) return 0
  let failed = 0
  for (const failure of failures) if (failure !== null) failed++
  return items - failed
}
