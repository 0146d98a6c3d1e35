import { createHash } from 'node:crypto'
import type { Channel } from '../catalogue/snapshot.ts'
import type { CommandOutcome, Draft } from '../domain/command.ts'
import { timeOfId, type Uuid } from '../domain/ids.ts'
import type { JsonObject, JsonValue } from '../domain/json.ts'
import type { DefinitionKind, TrackingApiName } from '../domain/kinds.ts'
import type { KeptType, RejectedSender } from '../domain/rejected-event.ts'
import type { Location } from '../domain/visit-client.ts'
import type { UnplacedDraft } from './drafts.ts'
import type { ItemOutcome } from './pipeline.ts'
import type { RequestClient } from './processor.ts'
import type { Renaming } from './unknown-names.ts'

/** Something that a tracking API refused, to be judged again as if it came now. */
export interface Replayable {
  /** Of the rejected event: what becomes of it is named after it. */
  readonly id: Uuid
  readonly requestId: string
  readonly channel: Channel
  /** What was sent, or what somebody made of it. */
  readonly payload: string
  readonly sent: KeptType
  /** When it was received, in milliseconds since 1970. */
  readonly receivedAt: number
  readonly contactId: Uuid | null
  readonly namedBy: RejectedSender['namedBy']
  /** As far as it was kept. */
  readonly client: RequestClient
  readonly location: Location | null
  /** Of the address of the request. */
  readonly query: JsonObject
}

/** What became of one item: `ready` would have been stored, had not another one been refused. */
export type ReplayedItem =
  | { readonly status: 'stored' | 'ready' }
  | { readonly status: 'dropped'; readonly message: string }
  | { readonly status: 'refused'; readonly code: string; readonly message: string }

export type ReplayOutcome =
  | {
      readonly status: 'accepted'
      /** Whose it became; null where it was dropped. */
      readonly contactId: Uuid | null
      readonly items: readonly ReplayedItem[]
    }
  /** Nothing was stored. */
  | {
      readonly status: 'refused'
      readonly code: string
      readonly message: string
      readonly items: readonly ReplayedItem[]
    }

/** How a tracking API deals with what it refused. */
export interface Replayer {
  /** Those of its endpoints whose requests can be judged again. */
  readonly endpoints: readonly string[]
  /**
   * Judges it again, all of it or nothing; resolves after the commit. However often it is called for one rejected event,
   * that is stored once.
   *
   * @throws EngineUnavailable
   */
  replay(rejected: Replayable): Promise<ReplayOutcome>
  /**
   * What was sent, naming another definition where it named one that nobody knew: itself where it does so already, null where
   * it names neither.
   */
  rename(value: JsonValue, sent: KeptType, renaming: Renaming): JsonValue | null
  /** JSON Schema of what can be sent. */
  readonly schemas: Readonly<Record<KeptType, JsonObject>>
}

/** What an item of each tracking API is, as far as can be told. */
export type ItemDescribers = Readonly<Record<TrackingApiName, (item: JsonValue) => ItemDescription>>

export interface ItemDescription {
  /** In the words of the tracking API: `goal`, `pagevisit`; null where that cannot be told. */
  readonly kind: string | null
  /** What it names. */
  readonly definition: { readonly kind: DefinitionKind; readonly idOrName: string } | null
  readonly value: string | null
  readonly url: string | null
  readonly messageId: string | null
}

/** A command carries no more. */
const MAX_REPLAYED_DRAFTS = 1_000

const tooManyReplayed = {
  status: 'refused',
  code: 'too_many_events',
  message: `A replay stores at most ${MAX_REPLAYED_DRAFTS} activities.`,
} as const

interface Refusal {
  readonly code: string
  readonly message: string
}

/** What a tracking API found out about something that it judges again. */
export interface Judged {
  /** One for each item. */
  readonly outcomes: readonly ItemOutcome[]
  /** Of the items, and of what else was asked for. */
  readonly drafts: readonly UnplacedDraft[]
  /** Why nothing of it may be stored. */
  readonly refusal: Refusal | undefined
}

/**
 * Stores what was judged, all of it or nothing. Where the engine refuses it, or single items since their contact did not agree,
 * `wordsFor` says so in the words of the tracking API.
 */
export async function storeJudged(
  { outcomes, drafts, refusal }: Judged,
  store: (drafts: readonly UnplacedDraft[]) => Promise<CommandOutcome>,
  wordsFor: (refusal: Refusal) => Refusal,
): Promise<ReplayOutcome> {
  if (refusal !== undefined) {
    const { code, message } = refusal
    return { status: 'refused', code, message, items: outcomes.map((one) => describeOutcome(one, false)) }
  }
  if (drafts.length > MAX_REPLAYED_DRAFTS) return { ...tooManyReplayed, items: [] }
  const items = outcomes.map((one) => describeOutcome(one, true))
  if (drafts.length === 0) return { status: 'accepted', contactId: null, items }
  const stored = await store(drafts)
  if (stored.status === 'refused') return { status: 'refused', ...wordsFor(stored), items: [] }
  const withoutConsent = wordsFor({ code: 'consent_required', message: '' })
  for (const item of stored.refusedItems ?? [])
    if (item < items.length) items[item] = { status: 'refused', ...withoutConsent }
  return { status: 'accepted', contactId: stored.contactId, items }
}

/** What items become that were judged before any of them was stored. */
function describeOutcome(outcome: ItemOutcome, isStored: boolean): ReplayedItem {
  if (outcome.status === 'tracked') return { status: isStored ? 'stored' : 'ready' }
  if (outcome.status === 'dropped') return { status: 'dropped', message: outcome.reason }
  return { status: 'refused', code: outcome.code, message: outcome.message }
}

/**
 * The drafts of a replay. Their ids follow from that of the rejected event, and so do the ids of events that the client
 * gave none: the engine stores neither a second time, at once or years later. They carry the time of receipt; what
 * happened then was noted by the clock of the server, but is no longer its present.
 */
export function placeReplayed(
  drafts: readonly UnplacedDraft[],
  { id, receivedAt }: Replayable,
): readonly Draft[] {
  return drafts.map((draft, index) => ({
    ...draft,
    id: replayedId(id, receivedAt, index),
    messageId: draft.messageId ?? `replay/${id}/${draft.item}`,
    timeSource: draft.timeSource === 'server' ? 'replayed' : draft.timeSource,
  }))
}

/** A contact or device that is made for a rejected event, if one is. */
export function replayedContact(id: Uuid): Uuid {
  return nameAfter(id, 'contact', timeOfId(id), 0)
}

/** The UUIDv7 of a draft: when it was received, its place, and the rejected event that it comes from. */
function replayedId(id: Uuid, receivedAt: number, index: number): Uuid {
  return nameAfter(id, 'activity', receivedAt + (index >> 12), index & 0xfff)
}

function nameAfter(id: Uuid, what: string, at: number, sequence: number): Uuid {
  const time = at.toString(16).padStart(12, '0')
  const place = sequence.toString(16).padStart(3, '0')
  return `${time.slice(0, 8)}-${time.slice(8)}-7${place}-${endOfNames(id, what)}`
}

/** What the ids of all activities of a rejected event end with. */
export function endOfNames(id: Uuid, what = 'activity'): string {
  const hash = createHash('sha256').update(`${what} ${id}`).digest('hex')
  const variant = (Number.parseInt(hash[0] ?? '0', 16) & 0x3) | 0x8
  return `${variant.toString(16)}${hash.slice(1, 4)}-${hash.slice(4, 16)}`
}
