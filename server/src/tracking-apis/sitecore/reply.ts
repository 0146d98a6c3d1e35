import type { FastifyReply } from 'fastify'
import { traceOf } from '../request-trace.ts'
import type { Refusal } from './refusals.ts'

/** Why one event of a request was not taken; null for one that was. */
export type ItemFailure = Pick<Refusal, 'code' | 'message'> | null

const JSON_TYPE = 'application/json; charset=utf-8'
const ONE_ACCEPTED = renderAccepted(1)

/** `{"status":"ok","accepted":n,"events":[…]}`: the clients ask for no more than a 2xx (docs/spec/sitecore.md §1.4). */
export function sendAccepted(reply: FastifyReply, count: number): FastifyReply {
  traceOf(reply.request).items = count
  return reply
    .code(200)
    .header('content-type', JSON_TYPE)
    .send(count === 1 ? ONE_ACCEPTED : renderAccepted(count))
}

function renderAccepted(count: number): string {
  const events = Array.from({ length: count }, (_, index) => `{"index":${index},"status":"ok"}`)
  return `{"status":"ok","accepted":${count},"events":[${events.join(',')}]}`
}

export const consentFailure = {
  code: 'consent_required',
  message: 'Nothing was stored: this channel requires a consent that the visitor has not given.',
} as const

/**
 * Nothing was stored, for want of a consent (docs/spec/sitecore.md §2.7). A 200 all the same: an app that tracks before
 * its visitor was asked does nothing wrong, and clients reject on anything else.
 */
export function sendWithoutConsent(reply: FastifyReply, count: number): FastifyReply {
  const trace = traceOf(reply.request)
  trace.items = count
  trace.lacksConsent = true
  const events = Array.from({ length: count }, (_, index) => ({ index, status: 'not_stored' }))
  return reply
    .code(200)
    .header('content-type', JSON_TYPE)
    .send(JSON.stringify({ status: 'not_stored', accepted: 0, ...consentFailure, events }))
}

/** Refuses a request of which no event was judged: `events` is empty, so that the shape is always the same. */
export function sendRefusal(reply: FastifyReply, refusal: Refusal): FastifyReply {
  const { status, code, message } = refusal
  traceOf(reply.request).refusal = refusal
  return reply
    .code(status)
    .header('content-type', JSON_TYPE)
    .send(JSON.stringify({ error: { code, message }, events: [] }))
}

/** What was said of a consent is stored. */
export function sendConsentStored(reply: FastifyReply, consent: string, agreed: boolean): FastifyReply {
  return reply
    .code(200)
    .header('content-type', JSON_TYPE)
    .send(JSON.stringify({ status: 'ok', consent, agreed }))
}

/** Every event in order, the good ones kept; `error` repeats the first failure. */
export function sendItemFailures(
  reply: FastifyReply,
  status: number,
  failures: readonly ItemFailure[],
): FastifyReply {
  const trace = traceOf(reply.request)
  trace.items = failures.length
  trace.failures = failures
  const first = failures.find((failure) => failure !== null)
  const events = failures.map((failure, index) =>
    failure === null
      ? { index, status: 'ok' }
      : { index, status: 'error', code: failure.code, message: failure.message },
  )
  return reply
    .code(status)
    .header('content-type', JSON_TYPE)
    .send(JSON.stringify({ error: { code: first?.code, message: first?.message }, events }))
}
