import type { FastifyReply, FastifyRequest } from 'fastify'
import type { ApiKey, Channel } from '../../catalogue/snapshot.ts'
import type { Uuid } from '../../domain/ids.ts'
import type { JsonValue } from '../../domain/json.ts'
import type { RejectedRequest, RejectedSender, ReportRejected, Sent } from '../../domain/rejected-event.ts'
import { readClient } from '../read-client.ts'
import { traceOf } from '../request-trace.ts'
import { callerOf, findCaller } from './authenticate.ts'
import { type Problem, sendProblem } from './problem.ts'

/** Answers with a problem. */
export type Refuse = (request: FastifyRequest, reply: FastifyReply, problem: Problem) => FastifyReply

/** Notes an activity that is refused; the answer is the caller's. */
export type ReportActivity = (
  request: FastifyRequest,
  contactId: Uuid,
  reason: Reason,
  activity: JsonValue,
) => void

interface Reason {
  readonly code: string
  readonly message: string
}

/** Both hand what is refused to a valid key to whoever keeps it (docs/spec/waymark.md §7). */
export function createRefusals(
  report: ReportRejected,
  now: () => number,
): { readonly refuse: Refuse; readonly reportActivity: ReportActivity } {
  return {
    refuse(request, reply, problem) {
      const caller = findCaller(request)
      // Whoever is told that nothing can be stored now will send it again.
      if (caller !== null && problem.status !== 503) {
        const reason = { code: problem.code, message: problem.detail }
        const sent = readSent(request.body, caller.channel)
        const sender = sent?.type === 'body' ? describeSender(request, null, null) : null
        reportSent(request, caller.key, reason, sent, sender)
      }
      return sendProblem(reply, problem)
    },
    reportActivity(request, contactId, reason, activity) {
      const sender = describeSender(request, contactId, 'body')
      reportSent(request, callerOf(request).key, reason, { type: 'item', item: activity }, sender)
    },
  }

  function reportSent(
    request: FastifyRequest,
    key: ApiKey,
    { code, message }: Reason,
    sent: Sent | null,
    sender: RejectedSender | null,
  ): void {
    report({
      api: 'xperience',
      channelId: key.channel.id,
      apiKeyId: key.id,
      code,
      message,
      request: describeRequest(request),
      sent,
      sender,
      // What is replayed belongs where it would have been: before all that was stored meanwhile.
      receivedAt: traceOf(request).receivedAt ?? now(),
    })
  }
}

function describeRequest({ id, routeOptions }: FastifyRequest): RejectedRequest {
  return { id, endpoint: routeOptions.url?.replace(/^\/[^/]*\//, '') ?? '' }
}

function describeSender(
  request: FastifyRequest,
  contactId: Uuid | null,
  namedBy: RejectedSender['namedBy'],
): RejectedSender {
  return { contactId, namedBy, client: readClient(request), query: {} }
}

function readSent(body: unknown, { requireConsentId }: Channel): Sent | null {
  if (!Buffer.isBuffer(body) || body.length === 0) return null
  return requireConsentId === null ? { type: 'body', body } : { type: 'withheld' }
}
