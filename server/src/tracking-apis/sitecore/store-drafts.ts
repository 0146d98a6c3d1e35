import type { CommandOutcome, TrackCommand } from '../../domain/command.ts'
import type { Uuid } from '../../domain/ids.ts'
import { type Engine, EngineUnavailable } from '../../engine/contract.ts'
import { refusals } from './refusals.ts'
import { consentFailure, type ItemFailure } from './reply.ts'

/** What one command carries, more only where an item would be torn: the engine commits a command in one batch. */
const MAX_DRAFTS_PER_COMMAND = 1000

export interface StoredDrafts {
  /** Whose they are now; null where there is nobody. */
  readonly contactId: Uuid | null
  /** The id by which the client is to name itself from now on; null where there is no contact. */
  readonly deviceId: Uuid | null
  /** Why items, by their position, were not stored. */
  readonly failures: ReadonlyMap<number, ItemFailure>
  /** Set when the engine could not take all of them; what it took before stays. */
  readonly unavailable: EngineUnavailable | null
  /** Nothing was stored, since the visitor has not agreed to what the channel requires. */
  readonly lacksConsent: boolean
}

export const NOTHING_STORED: StoredDrafts = {
  contactId: null,
  deviceId: null,
  failures: new Map(),
  unavailable: null,
  lacksConsent: false,
}

/**
 * Stores the drafts of a request in order; they are committed when it resolves. More than
 * {@link MAX_DRAFTS_PER_COMMAND} become several commands; rejects with EngineUnavailable only when the first one does.
 */
export async function storeDrafts(engine: Engine, command: TrackCommand): Promise<StoredDrafts> {
  const { drafts } = command
  if (drafts.length <= MAX_DRAFTS_PER_COMMAND) {
    return judgeWhole(drafts, readOutcome(command, await engine.accept(command)))
  }

  const failures = new Map<number, ItemFailure>()
  let deviceId: Uuid | null = null
  let contactId: Uuid | null = null
  for (let start = 0, end = 0; start < drafts.length; start = end) {
    end = endOfItem(drafts, start + MAX_DRAFTS_PER_COMMAND)
    const chunk: TrackCommand = {
      ...command,
      contactId: deviceId ?? command.contactId,
      drafts: drafts.slice(start, end),
    }
    let outcome: CommandOutcome
    try {
      outcome = await engine.accept(chunk)
    } catch (error) {
      if (!(error instanceof EngineUnavailable) || start === 0) throw error
      for (const { item } of drafts.slice(start)) failures.set(item, refusals.unavailable)
      return { ...NOTHING_STORED, contactId, deviceId, failures, unavailable: error }
    }
    const stored = readOutcome(chunk, outcome)
    if (stored.lacksConsent && start === 0) return stored
    if (stored.lacksConsent) {
      // Revoked meanwhile: what comes after is not stored, and nobody is remembered.
      for (const { item } of drafts.slice(start)) failures.set(item, consentFailure)
      return { ...NOTHING_STORED, failures }
    }
    deviceId = stored.deviceId ?? deviceId
    contactId = stored.contactId ?? contactId
    for (const [item, failure] of stored.failures) failures.set(item, failure)
  }
  return judgeWhole(drafts, { ...NOTHING_STORED, contactId, deviceId, failures })
}

/** A request of which every item was refused for want of a consent is one that lacks it. */
function judgeWhole(drafts: TrackCommand['drafts'], stored: StoredDrafts): StoredDrafts {
  const { failures } = stored
  if (failures.size === 0 || drafts.some(({ item }) => failures.get(item) !== consentFailure)) return stored
  return { ...NOTHING_STORED, lacksConsent: true }
}

/** The drafts of an item are one event, which has one `messageId`: the second half of it would seem a repetition. */
function endOfItem(drafts: TrackCommand['drafts'], from: number): number {
  let end = from
  while (end < drafts.length && drafts[end]?.item === drafts[end - 1]?.item) end++
  return end
}

function readOutcome({ drafts }: TrackCommand, outcome: CommandOutcome): StoredDrafts {
  if (outcome.status === 'accepted') {
    const { contactId, deviceId, refusedItems } = outcome
    if (contactId === null) return NOTHING_STORED
    if (refusedItems === undefined) return { ...NOTHING_STORED, contactId, deviceId }
    return {
      ...NOTHING_STORED,
      contactId,
      deviceId,
      failures: new Map(refusedItems.map((item) => [item, consentFailure])),
    }
  }
  const { code, message } = outcome
  if (code === 'consent_required') return { ...NOTHING_STORED, lacksConsent: true }
  return { ...NOTHING_STORED, failures: new Map(drafts.map(({ item }) => [item, { code, message }])) }
}
