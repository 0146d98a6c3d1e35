import type { Snapshot } from '../../catalogue/snapshot.ts'
import type { Uuid } from '../../domain/ids.ts'
import { apiOfNumber } from '../../engine/store/statement.ts'
import type { NamedContact } from '../shared/contact-name.queries.ts'
import type { ProbablyDone } from './probably-done.queries.ts'
import type { RejectedEventRow } from './rejected-events.queries.ts'
import type { RejectedEventDetail, RejectedEventView } from './rejected-events.schemas.ts'
import { sentOfNumber, stateOfNumber } from './rejected-numbers.ts'
import { type Replayers, whyNotReplayable } from './why-not-replayable.ts'
import { readSender } from './write-sender.ts'

export interface ViewParts {
  readonly snapshot: Snapshot
  readonly replayers: Replayers
  /** Those that there are, of the ids in the row. */
  readonly contacts: ReadonlyMap<Uuid, NamedContact>
}

/** The ids under which the contact of a row may be found, the likeliest first. */
export function contactIdsOf(row: Pick<RejectedEventRow, 'stored_contact_id' | 'contact_id'>): Uuid[] {
  return [row.stored_contact_id, row.contact_id].filter((id) => id !== null)
}

export function toRejectedEvent(
  row: RejectedEventRow,
  { snapshot, replayers, contacts }: ViewParts,
  probablyDone: ProbablyDone | null,
): RejectedEventView {
  const api = apiOfNumber(row.api)
  const channel = snapshot.channelById(row.channel_id)
  const id = contactIdsOf(row).find((one) => contacts.has(one))
  return {
    id: row.id,
    api,
    channelId: channel?.guid ?? null,
    apiKey: row.api_key_name,
    code: row.code,
    message: row.message,
    kind: row.kind === '' ? null : row.kind,
    subject: row.subject === '' ? null : row.subject,
    payload: row.payload,
    sent: sentOfNumber(row.sent),
    isCut: row.is_cut,
    requestId: row.request_id,
    endpoint: row.endpoint,
    contactId: row.contact_id,
    contact: id === undefined ? null : (contacts.get(id) ?? null),
    receivedAt: row.received_at.toISOString(),
    state: stateOfNumber(row.state),
    attempts: row.attempts,
    lastTriedAt: row.tried_at?.toISOString() ?? null,
    lastCode: row.last_code,
    lastMessage: row.last_message,
    settledAt: row.settled_at?.toISOString() ?? null,
    settledBy: row.settled_by,
    storedContactId: row.stored_contact_id,
    notReplayable: whyNotReplayable(row, replayers[api], channel !== undefined),
    probablyDone,
  }
}

export function toRejectedEventDetail(
  row: RejectedEventRow,
  parts: ViewParts,
  probablyDone: ProbablyDone | null,
): RejectedEventDetail {
  const sender = readSender(row.sender)
  const view = toRejectedEvent(row, parts, probablyDone)
  const canBeSent = view.notReplayable === null && view.sent !== null
  return {
    ...view,
    correctedPayload: row.corrected_payload,
    correctedBy: row.corrected_by,
    correctedAt: row.corrected_at?.toISOString() ?? null,
    client: sender === null ? null : describeClient(sender),
    schema: canBeSent ? parts.replayers[view.api].schemas[view.sent ?? 'item'] : null,
  }
}

function describeClient({
  userAgent,
  referrer,
  languages,
  address,
  location,
}: NonNullable<ReturnType<typeof readSender>>) {
  return { userAgent, referrer, languages, address, country: location?.country ?? null }
}
