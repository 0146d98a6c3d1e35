import type { FastifyReply, FastifyRequest } from 'fastify'
import type { ApiKey } from '../../catalogue/snapshot.ts'
import type { JsonValue } from '../../domain/json.ts'
import type { ReportRejected, Sent } from '../../domain/rejected-event.ts'
import { findCaller } from './authenticate.ts'
import { type Problem, sendProblem } from './problem.ts'

/** Answers with a problem. */
export type Refuse = (request: FastifyRequest, reply: FastifyReply, problem: Problem) => FastifyReply

/** Notes an activity that is refused; the answer is the caller's. */
export type ReportActivity = (
  key: ApiKey,
  reason: { readonly code: string; readonly message: string },
  activity: JsonValue,
) => void

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
        // Where a consent is required, nobody has asked yet whether the contact gave it.
        const mayBeKept = caller.channel.requireConsentId === null
        reportSent(caller.key, problem.code, problem.detail, mayBeKept ? readSent(request.body) : null)
      }
      return sendProblem(reply, problem)
    },
    reportActivity(key, { code, message }, activity) {
      reportSent(key, code, message, { type: 'item', item: activity })
    },
  }

  function reportSent({ id, channel }: ApiKey, code: string, message: string, sent: Sent | null): void {
    report({
      api: 'xperience',
      channelId: channel.id,
      apiKeyId: id,
      code,
      message,
      sent,
      receivedAt: now(),
    })
  }
}

function readSent(body: unknown): Sent | null {
  return Buffer.isBuffer(body) && body.length > 0 ? { type: 'body', body } : null
}
