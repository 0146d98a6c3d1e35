import type { Catalogue, Snapshot } from '../../catalogue/snapshot.ts'
import { apiOfNumber } from '../../engine/store/statement.ts'
import type { Replayable, ReplayedItem } from '../../pipeline/replay.ts'
import type { Queries } from '../../platform/database/queries.ts'
import type { ClaimedRow, Settlement } from './claims.queries.ts'
import { findReplayedContact } from './find-replayed.queries.ts'
import { sentOfNumber } from './rejected-numbers.ts'
import { type Replayers, whyNotReplayable } from './why-not-replayable.ts'
import { readSender } from './write-sender.ts'

export interface ReplayParts {
  readonly queries: Queries
  readonly catalogue: Catalogue
  readonly replayers: Replayers
}

/** What a replay came to. */
export interface ReplayResult {
  /** It was stored already: by the client, which sent it again, or by a replay that nobody heard of. */
  readonly wasStored: boolean
  readonly items: readonly ReplayedItem[]
  readonly settlement: Settlement
}

/**
 * Judges a rejected event again that its caller has claimed, and has what comes of it stored: once, however often and by
 * however many it is called (docs/spec/waymark.md §7). To end the claim is the caller's.
 *
 * @throws EngineUnavailable
 */
export async function replayRejected(parts: ReplayParts, row: ClaimedRow): Promise<ReplayResult> {
  const { queries, catalogue, replayers } = parts
  const replayer = replayers[apiOfNumber(row.api)]
  const replayable = toReplayable(row, catalogue.snapshot)
  const hindrance = whyNotReplayable(row, replayer, replayable !== null)
  if (hindrance !== null) return fail(row, hindrance)
  if (replayable === null) throw new Error('A channel is missing.')

  // After seven days the engine may have forgotten the ids of the events, and a merge moves what they became.
  const storedFor = row.was_claimed ? await findReplayedContact(queries, row, null) : null
  if (storedFor !== null) return succeed(row, storedFor, true, [])

  const outcome = await replayer.replay(replayable)
  if (outcome.status === 'refused') return { ...fail(row, outcome), items: outcome.items }
  const { contactId, items } = outcome
  const isStored = contactId === null || (await findReplayedContact(queries, row, contactId)) !== null
  return succeed(row, contactId, !isStored, items)
}

function succeed(
  { id }: ClaimedRow,
  storedContactId: Settlement['storedContactId'],
  wasStored: boolean,
  items: readonly ReplayedItem[],
): ReplayResult {
  const settlement = {
    id,
    state: 'replayed',
    failure: null,
    storedContactId,
    correctedPayload: null,
  } as const
  return { wasStored, items, settlement }
}

function fail({ id }: ClaimedRow, { code, message }: { code: string; message: string }): ReplayResult {
  const failure = { code, message: message.slice(0, 1_000) }
  const untouched = { storedContactId: null, correctedPayload: null } as const
  return { wasStored: false, items: [], settlement: { id, state: 'waiting', failure, ...untouched } }
}

function toReplayable(row: ClaimedRow, snapshot: Snapshot): Replayable | null {
  const channel = snapshot.channelById(row.channel_id)
  const sender = readSender(row.sender)
  const payload = row.corrected_payload ?? row.payload
  if (channel === undefined) return null
  return {
    id: row.id,
    requestId: row.request_id ?? row.id,
    channel,
    payload: payload ?? '',
    sent: sentOfNumber(row.sent) ?? 'item',
    receivedAt: row.received_at.getTime(),
    contactId: row.contact_id,
    namedBy: sender?.namedBy ?? null,
    client: {
      address: sender?.address ?? null,
      userAgent: sender?.userAgent ?? null,
      referrer: sender?.referrer ?? null,
      languages: sender?.languages ?? null,
    },
    location: sender?.location ?? null,
    query: sender?.query ?? {},
  }
}
