import type { Snapshot } from '../../catalogue/snapshot.ts'
import { apiOfNumber } from '../../engine/store/statement.ts'
import type { ProbablyDone } from './probably-done.queries.ts'
import type { RejectedEventRow } from './rejected-events.queries.ts'
import type { RejectedEventDetail, RejectedEventView } from './rejected-events.schemas.ts'
import { sentOfNumber, stateOfNumber } from './rejected-numbers.ts'
import { type Replayers, whyNotReplayable } from './why-not-replayable.ts'
import { readSender } from './write-sender.ts'

export interface ViewParts {
  readonly snapshot: Snapshot
  readonly replayers: Replayers
}

export function toRejectedEvent(
  row: RejectedEventRow,
  { snapshot, replayers }: ViewParts,
  probablyDone: ProbablyDone | null,
): RejectedEventView {
  const api = apiOfNumber(row.api)
  const channel = snapshot.channelById(row.channel_id)
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
    receivedAt: row.received_at.toISOString(),
    state: stateOfNumber(row.state),
    attempts: row.attempts,
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
