import type { FastifyReply, FastifyRequest } from 'fastify'
import type { ApiKey } from '../../catalogue/snapshot.ts'
import { newId, type Uuid } from '../../domain/ids.ts'
import type { JsonValue } from '../../domain/json.ts'
import type { RejectedRequest, RejectedSender, ReportRejected, Sent } from '../../domain/rejected-event.ts'
import { readClient } from '../read-client.ts'
import { traceOf } from '../request-trace.ts'
import { type Refusal, refusals } from './refusals.ts'
import { consentFailure, type ItemFailure, sendRefusal } from './reply.ts'
import { readVisitor } from './visitor.ts'

type Reason = Pick<Refusal, 'code' | 'message'>

/** Items of a request that was not refused as a whole. */
export interface ReportedItems {
  readonly key: ApiKey
  readonly request: FastifyRequest
  /** Whose they are now; null where nothing of the request was stored. */
  readonly contactId: Uuid | null
}

/** Hands what is refused to a valid key to whoever keeps it (docs/spec/waymark.md §7). */
export interface RefusalReporter {
  /** Refuses a whole request, of which `body` was read. */
  refuse(reply: FastifyReply, key: ApiKey, refusal: Refusal, body: unknown): FastifyReply
  /** Those items that failed: `failures` has one member for each. What the query asked for comes in `triggers`. */
  reportItems(
    from: ReportedItems,
    failures: readonly ItemFailure[],
    items: readonly JsonValue[],
    triggers: readonly { readonly item: JsonValue; readonly reason: Reason }[],
  ): void
  /** Of these, nobody may know more than how many they were. */
  reportWithoutConsent(request: FastifyRequest, key: ApiKey, count: number): void
}

export function createRefusalReporter(report: ReportRejected, now: () => number): RefusalReporter {
  function reportSent(
    { id, channel }: ApiKey,
    { code, message }: Reason,
    request: FastifyRequest,
    sent: Sent | null = null,
    sender: RejectedSender | null = null,
  ): void {
    report({
      api: 'sitecore',
      channelId: channel.id,
      apiKeyId: id,
      code,
      message,
      request: describeRequest(request),
      sent,
      sender,
      // What is replayed belongs where it would have been: before all that was stored meanwhile.
      receivedAt: traceOf(request).receivedAt ?? now(),
    })
  }

  function describeSender(request: FastifyRequest, contactId: Uuid | null): RejectedSender {
    const { id, sentCookie } = readVisitor(request.headers)
    const namedBy = id === null ? null : sentCookie ? 'cookie' : 'header'
    return {
      contactId: contactId ?? id ?? newId(now()),
      namedBy,
      client: readClient(request),
      query: request.query,
    }
  }

  return {
    refuse(reply, key, refusal, body) {
      const { request } = reply
      if (!Buffer.isBuffer(body) || body.length === 0) {
        reportSent(key, refusal, request)
      } else if (key.channel.requireConsentId !== null) {
        reportSent(key, refusal, request, { type: 'withheld' })
      } else {
        const sender = describeSender(request, null)
        reportSent(key, refusal, request, { type: 'body', body }, sender)
      }
      return sendRefusal(reply, refusal)
    },
    reportItems({ key, request, contactId }, failures, items, triggers) {
      // The events of one visitor stay those of one, whoever sends them again.
      const sender = describeSender(request, contactId)
      for (const { reason, item } of triggers)
        reportSent(key, reason, request, { type: 'query', item }, sender)
      for (const [position, failure] of failures.entries()) {
        // Whoever is told to send an item again will do so.
        if (failure === null || failure.code === refusals.unavailable.code) continue
        reportSent(key, failure, request, { type: 'item', item: items[position] ?? null }, sender)
      }
    },
    reportWithoutConsent(request, key, count) {
      for (let n = 0; n < count; n++) reportSent(key, consentFailure, request)
    },
  }
}

function describeRequest({ id, routeOptions }: FastifyRequest): RejectedRequest {
  return { id, endpoint: routeOptions.url?.slice(routeOptions.url.lastIndexOf('/') + 1) ?? '' }
}
