import type { Channel, Snapshot } from '../catalogue/snapshot.ts'
import type { ContactFields } from '../domain/contact-fields.ts'
import type { JsonObject } from '../domain/json.ts'
import type { TrackingApiName } from '../domain/kinds.ts'

/** What a processor made of an item: a value, never an exception (those are for surprises). */
export type ProcessorResult =
  | { readonly type: 'next' }
  | { readonly type: 'tracked' }
  | { readonly type: 'failed'; readonly code: string; readonly message: string }
  | { readonly type: 'dropped'; readonly reason: string }

const NEXT: ProcessorResult = { type: 'next' }
const TRACKED: ProcessorResult = { type: 'tracked' }

/** Not mine: the chain goes on (the vendor's plain return). */
export const next = (): ProcessorResult => NEXT
/** Done: the chain ends here (the vendor's HasBeenTracked and abort). */
export const tracked = (): ProcessorResult => TRACKED
/** Mine, but it cannot be done: the chain goes on, and the item is refused unless a later processor tracks it (the
 * vendor's ReportError and return). `code` is stable and snake_case, `message` a sentence for people. */
export const failed = (code: string, message: string): ProcessorResult => ({ type: 'failed', code, message })
/** Accepted on purpose without storing anything.
 * @public */
export const dropped = (reason: string): ProcessorResult => ({ type: 'dropped', reason })

/** Facts of the request that an item came with. */
export interface RequestFacts {
  readonly api: TrackingApiName
  readonly channel: Channel
  /** Milliseconds since 1970. */
  readonly receivedAt: number
  readonly client: RequestClient
}

/** What a request says of the client that sent it, as it says it. */
export interface RequestClient {
  /** The real address, behind trusted proxies too. */
  readonly address: string | null
  readonly userAgent: string | null
  readonly referrer: string | null
  /** The header Accept-Language. */
  readonly languages: string | null
}

/** What a processor works with: it states what happened, the engine decides where that belongs. The `add…` functions
 * name a definition by GUID in any notation or by name in any case; one that is unknown refuses the item. */
export interface ProcessorContext {
  readonly request: RequestFacts
  readonly catalogue: Snapshot
  addPageView(page: PageViewIntent): void
  addGoal(idOrName: string, more?: ActivityFacts): void
  addEvent(idOrName: string, more?: ActivityFacts): void
  addCampaign(idOrName: string, more?: ActivityFacts): void
  addOutcome(idOrName: string, more?: OutcomeFacts): void
  addActivity(type: string, more?: ActivityFacts): void
  /** Sets fields of the contact, with the e-mail rules of docs/spec/xperience.md §1.8. The values are valid already
   * (tracking-apis/xperience/contact-fields.ts). */
  setFields(fields: ContactFields): void
}

export interface ActivityFacts {
  readonly value?: string | null
  readonly url?: string | null
  readonly referrer?: string | null
  readonly data?: JsonObject | null
}

export interface OutcomeFacts extends ActivityFacts {
  /** An amount as `domain/money.ts` reads it. */
  readonly monetaryValue?: string | null
  /** ISO 4217, upper case. */
  readonly currency?: string | null
}

export interface PageViewIntent {
  readonly pageId?: string | null
  readonly url?: string | null
  readonly title?: string | null
  readonly referrer?: string | null
  readonly data?: JsonObject | null
}

/** One step of a tracking API's chain. */
export interface Processor {
  readonly name: string
  process(item: JsonObject, context: ProcessorContext): ProcessorResult | Promise<ProcessorResult>
}
