import type { RejectedEvent } from '../../domain/rejected-event.ts'
import type { ItemDescribers } from '../../pipeline/replay.ts'
import { unknownWords } from '../../pipeline/unknown-names.ts'
import { makeStorable } from './write-payload.ts'

/** What people look for among rejected events. */
export interface RejectedDescription {
  /** In the words of the tracking API; empty where it is no item, or none that anybody knows. */
  readonly kind: string
  /** The name that nobody knows, or the origin that is not listed, where that is why; else empty. */
  readonly subject: string
  readonly messageId: string | null
}

const MAX_LENGTH = 250

/** Refusals whose sentence names what it is about: each such name is a cause of its own, with a remedy of its own. */
const NAMING: ReadonlySet<string> = new Set([
  ...Object.values(unknownWords).map(({ code }) => code),
  'unknown_contact_field',
  'disabled_type',
  'origin_not_allowed',
  'consent_not_found',
])

export function describeRejected(
  { api, code, message, sent }: Pick<RejectedEvent, 'api' | 'code' | 'message' | 'sent'>,
  describers: ItemDescribers,
): RejectedDescription {
  const item = sent?.type === 'item' ? describers[api](sent.item) : null
  return {
    kind: makeStorable((item?.kind ?? '').slice(0, MAX_LENGTH)),
    subject: NAMING.has(code) ? makeStorable((/'(.*)'/s.exec(message)?.[1] ?? '').slice(0, MAX_LENGTH)) : '',
    messageId: item?.messageId == null ? null : makeStorable(item.messageId.slice(0, MAX_LENGTH)),
  }
}
