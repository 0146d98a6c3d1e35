import { newId, type Uuid } from '../../domain/ids.ts'
import type { TrackingApiName } from '../../domain/kinds.ts'
import type { RejectedEvent, RejectedSender, Sent } from '../../domain/rejected-event.ts'
import type { ItemDescribers } from '../../pipeline/replay.ts'
import { describeRejected, type RejectedDescription } from './describe-rejected.ts'
import { makeStorable, writePayload } from './write-payload.ts'

/** Rejected events as they are stored. */
export interface RejectedBatch {
  /** In the order in which they came. */
  readonly events: readonly StorableEvent[]
  readonly counts: readonly RejectedCount[]
}

export interface StorableEvent extends Omit<RejectedEvent, 'sent' | 'sender'>, RejectedDescription {
  readonly id: Uuid
  readonly payload: string | null
  /** What the payload is. */
  readonly sent: Sent['type'] | null
  readonly isCut: boolean
  readonly contactId: Uuid | null
  /** As JSON. */
  readonly sender: string | null
}

/** What a buffer has others do for the few events that are kept. */
export interface KeepingTools {
  readonly describers: ItemDescribers
  readonly writeSender: (sender: RejectedSender) => string
}

/** How many a channel had with one code in one minute, with those that are not stored. */
export interface RejectedCount {
  /** Milliseconds since 1970. */
  readonly minute: number
  readonly channelId: number
  readonly api: TrackingApiName
  readonly code: string
  readonly count: number
}

/** What was not stored, since the start. */
export interface Lost {
  /** Events that were to be kept. */
  readonly events: number
  /** Events that are missing in the counts. */
  readonly counted: number
}

/**
 * Of one key and code this many are stored a minute, the first ones: a flood is understood as well by a few. At 8 KiB
 * each, an hour of it takes 10 MB at the most.
 */
const MAX_SAMPLES = 20
const MINUTE = 60_000

/** What people have not agreed to shall nobody read; who is to send again will do so. */
const ONLY_COUNTED: ReadonlySet<string> = new Set(['consent_required', 'too_many_requests'])

/** What may wait while the database is away: 16 MB at the most. */
const MAX_EVENTS = 1_000
const MAX_COUNTS = 10_000
/** Keys and codes of which samples are taken in one minute. */
const MAX_SAMPLED = 10_000

/** A plug-in may say what it likes. */
const MAX_CODE_LENGTH = 100
const MAX_MESSAGE_LENGTH = 1_000

/**
 * Rejected events on their way to the database: counted in full, kept in samples (docs/spec/waymark.md §7), and never
 * more than a bounded number, of which the newest stay.
 */
export class RejectedBuffer {
  #events: StorableEvent[] = []
  readonly #counts = new Map<string, RejectedCount>()
  readonly #samples = new Map<string, number>()
  #sampledMinute = 0
  readonly #tools: KeepingTools
  #lost: Lost = { events: 0, counted: 0 }

  constructor(tools: KeepingTools) {
    this.#tools = tools
  }

  get isEmpty(): boolean {
    return this.#counts.size === 0 && this.#events.length === 0
  }

  /** Events that wait to be stored. */
  get size(): number {
    return this.#events.length
  }

  add(rejected: RejectedEvent): void {
    const { api, channelId, apiKeyId, receivedAt, request, sent, sender } = rejected
    const code = makeStorable(rejected.code.slice(0, MAX_CODE_LENGTH))
    const minute = Math.floor(receivedAt / MINUTE) * MINUTE
    this.#count({ minute, channelId, api, code, count: 1 })
    if (ONLY_COUNTED.has(code) || !this.#isSample(`${apiKeyId} ${code}`, minute)) return
    const message = makeStorable(rejected.message.slice(0, MAX_MESSAGE_LENGTH))
    const payload = writePayload(sent)
    this.#events.push({
      id: newId(receivedAt),
      ...{ api, channelId, apiKeyId, code, message, receivedAt, request },
      ...describeRejected(rejected, this.#tools.describers),
      payload: payload?.text ?? null,
      sent: sent?.type ?? null,
      isCut: payload?.isCut ?? false,
      contactId: sender?.contactId ?? null,
      sender: sender === null ? null : this.#tools.writeSender(sender),
    })
    if (this.#events.length > MAX_EVENTS) this.#dropOldestEvents()
  }

  /** Everything that waits. */
  take(): RejectedBatch {
    const batch = { events: this.#events, counts: [...this.#counts.values()] }
    this.#events = []
    this.#counts.clear()
    return batch
  }

  /** What there was no room for: the oldest. */
  get lost(): Lost {
    return this.#lost
  }

  #count(more: RejectedCount): void {
    const key = `${more.minute} ${more.channelId} ${more.api} ${more.code}`
    const known = this.#counts.get(key)
    this.#counts.set(key, known === undefined ? more : { ...more, count: known.count + more.count })
    if (this.#counts.size > MAX_COUNTS) this.#dropOldestCount()
  }

  #isSample(kind: string, minute: number): boolean {
    if (minute !== this.#sampledMinute) {
      this.#samples.clear()
      this.#sampledMinute = minute
    }
    const taken = this.#samples.get(kind) ?? 0
    if (taken >= MAX_SAMPLES || (taken === 0 && this.#samples.size >= MAX_SAMPLED)) return false
    this.#samples.set(kind, taken + 1)
    return true
  }

  #dropOldestEvents(): void {
    const dropped = this.#events.splice(0, Math.max(0, this.#events.length - MAX_EVENTS))
    this.#lost = { ...this.#lost, events: this.#lost.events + dropped.length }
  }

  #dropOldestCount(): void {
    for (const [key, { count }] of this.#counts) {
      this.#counts.delete(key)
      this.#lost = { ...this.#lost, counted: this.#lost.counted + count }
      return
    }
  }
}
