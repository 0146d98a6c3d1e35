import type { FastifyReply } from 'fastify'
import type { ApiKey } from '../../catalogue/snapshot.ts'
import type { JsonValue } from '../../domain/json.ts'
import type { ReportRejected, Sent } from '../../domain/rejected-event.ts'
import { type Refusal, refusals } from './refusals.ts'
import { consentFailure, type ItemFailure, sendRefusal } from './reply.ts'

type Reason = Pick<Refusal, 'code' | 'message'>

/** Hands what is refused to a valid key to whoever keeps it (docs/spec/waymark.md §7). */
export interface RefusalReporter {
  /** Refuses a whole request, of which `body` was read. */
  refuse(reply: FastifyReply, key: ApiKey, refusal: Refusal, body: unknown): FastifyReply
  reportItem(key: ApiKey, reason: Reason, item: JsonValue): void
  /** Those items that failed; `failures` has one member for each item. */
  reportItems(key: ApiKey, failures: readonly ItemFailure[], items: readonly JsonValue[]): void
  /** Of these, nobody may know more than how many they were. */
  reportWithoutConsent(key: ApiKey, count: number): void
}

export function createRefusalReporter(report: ReportRejected, now: () => number): RefusalReporter {
  function reportSent({ id, channel }: ApiKey, { code, message }: Reason, sent: Sent | null): void {
    report({
      api: 'sitecore',
      channelId: channel.id,
      apiKeyId: id,
      code,
      message,
      sent,
      receivedAt: now(),
    })
  }

  function reportItem(key: ApiKey, reason: Reason, item: JsonValue): void {
    reportSent(key, reason, { type: 'item', item })
  }

  return {
    refuse(reply, key, refusal, body) {
      // Where a consent is required, nobody has asked yet whether the visitor gave it.
      const mayBeKept = key.channel.requireConsentId === null && Buffer.isBuffer(body) && body.length > 0
      reportSent(key, refusal, mayBeKept ? { type: 'body', body } : null)
      return sendRefusal(reply, refusal)
    },
    reportItem,
    reportItems(key, failures, items) {
      for (const [position, failure] of failures.entries()) {
        // Whoever is told to send an item again will do so.
        if (failure === null || failure.code === refusals.unavailable.code) continue
        reportItem(key, failure, items[position] ?? null)
      }
    },
    reportWithoutConsent(key, count) {
      for (let n = 0; n < count; n++) reportSent(key, consentFailure, null)
    },
  }
}
