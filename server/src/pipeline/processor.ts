import type { Channel, Definition } from '../catalogue/snapshot.ts'
import type { ProcessorStep } from '../domain/answered-request.ts'
import type { ContactFields } from '../domain/contact-fields.ts'
import type { Uuid } from '../domain/ids.ts'
import type { JsonObject, JsonValue } from '../domain/json.ts'
import type { DefinitionKind, TrackingApiName } from '../domain/kinds.ts'
import type { ContactProfile } from '../engine/reads/contact-profile.ts'
import type { Logger } from '../platform/logger.ts'

export interface Next {
  readonly type: 'next'
}
export interface Tracked {
  readonly type: 'tracked'
}
export interface Failed {
  readonly type: 'failed'
  readonly code: string
  readonly message: string
}
export interface Dropped {
  readonly type: 'dropped'
  readonly reason: string
}

/** What a processor made of an item: a value, never an exception (those are for surprises). */
export type ProcessorResult = Next | Tracked | Failed | Dropped

const NEXT: Next = { type: 'next' }
const TRACKED: Tracked = { type: 'tracked' }

/** Not mine: the chain goes on (the vendor's plain return). */
export const next = (): Next => NEXT
/** Done: the chain ends here (the vendor's HasBeenTracked and abort). */
export const tracked = (): Tracked => TRACKED
/** Mine, but it cannot be done: the chain goes on, and the item is refused unless a later processor tracks it (the
 * vendor's ReportError and return). `code` is stable and snake_case, `message` a sentence for people. */
export const failed = (code: string, message: string): Failed => ({ type: 'failed', code, message })
/** Accepted on purpose without storing anything. */
export const dropped = (reason: string): Dropped => ({ type: 'dropped', reason })

/** Facts of the request that an item came with. */
export interface RequestFacts {
  /** Under which the log and replies speak of it (docs/spec/waymark.md §1). */
  readonly id: string
  readonly api: TrackingApiName
  readonly channel: Channel
  /** Milliseconds since 1970. */
  readonly receivedAt: number
  readonly client: RequestClient
  /** The id by which the client names its contact; null where it has none yet. It need not exist. */
  readonly contactId: Uuid | null
  /** What the hooks before its items said; absent where there are none. */
  readonly hooks?: HookVerdict
  /** Takes what each processor says, and how long that took; absent where nobody asks. */
  readonly steps?: ProcessorStep[]
}

export interface HookVerdict {
  /** What becomes of every item; null where each goes its own way. */
  readonly result: Failed | Dropped | null
  readonly facts: Facts
}

/** What hooks found out about a request, for its processors. */
export type Facts = Readonly<Record<string, JsonValue>>

/** What a request says of the client that sent it, as it says it. */
export interface RequestClient {
  /** The real address, behind trusted proxies too. */
  readonly address: string | null
  readonly userAgent: string | null
  readonly referrer: string | null
  /** The header Accept-Language. */
  readonly languages: string | null
}

/** What processors see of the request. */
export interface ProcessorRequest {
  /** Under which the log and replies speak of it. */
  readonly id: string
  readonly api: TrackingApiName
  readonly channel: Pick<Channel, 'guid' | 'name' | 'codeName' | 'language'>
  /** Milliseconds since 1970. */
  readonly receivedAt: number
  readonly client: RequestClient
}

/** What processors see of the catalogue. */
export interface DefinitionLookup {
  /** By GUID in any notation, or by name in any case. */
  definition(kind: DefinitionKind, idOrName: string): DefinitionFacts | undefined
}

export type DefinitionFacts = Pick<
  Definition,
  'guid' | 'kind' | 'name' | 'displayName' | 'points' | 'enabled' | 'builtIn' | 'provisional'
>

/** Its lines carry the name of the processor. What it is given is written as it is: no personal data. */
export type PluginLogger = Pick<Logger, 'debug' | 'info' | 'warn' | 'error'>

/**
 * What a processor works with: it states what happened, the engine decides where that belongs. The `add…` functions
 * name a definition by GUID in any notation or by name in any case; one that is unknown refuses the item.
 */
export interface ProcessorContext {
  readonly request: ProcessorRequest
  /** The place of the item in its request, from 0. */
  readonly position: number
  readonly catalogue: DefinitionLookup
  readonly facts: Facts
  readonly logger: PluginLogger
  addPageView(page: PageViewIntent): void
  addGoal(idOrName: string, more?: ActivityFacts): void
  addEvent(idOrName: string, more?: ActivityFacts): void
  addCampaign(idOrName: string, more?: ActivityFacts): void
  addOutcome(idOrName: string, more?: OutcomeFacts): void
  addActivity(type: string, more?: ActivityFacts): void
  /** Sets fields of the contact, with the e-mail rules of docs/spec/xperience.md §1.8. */
  setFields(fields: ContactFields): void
  /** Makes the contact known by its name in another system, and merges it with whoever has that name already
   * (docs/spec/sitecore.md §2.5). Both are case-sensitive. */
  identify(source: string, identifier: string): void
  /** The contact as it is stored now, without what this request does to it; null where there is none yet. */
  loadContact(): Promise<ContactProfile | null>
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

/** One step of a tracking API's chain, made by `defineProcessor`. */
export interface Processor {
  readonly type: 'processor'
  readonly name: string
  readonly api: TrackingApiName
  /** The processor before which it stands, if it names one. */
  readonly before: string | null
  readonly after: string | null
  /** The built-in processor whose place it takes. */
  readonly replaces: string | null
  /** Code names; null for all channels. */
  readonly channels: readonly string[] | null
  /** The item as the processor knows it, or null where it does not fit the schema; null for one without a schema. */
  readonly read: ((item: JsonObject) => JsonObject | null) | null
  /**
   * Why an item does not fit the schema although it has all members that the schema asks for: its first member that is
   * not right, and how it should be. Null for any other item. Costs much more than `read`.
   */
  readonly explain: ((item: JsonObject) => string | null) | null
  /** Members by which items of this processor are known, as far as it says so: for hints to those who misspell one. */
  readonly members: readonly string[]
  readonly process: (
    item: JsonObject,
    context: ProcessorContext,
  ) => ProcessorResult | PromiseLike<ProcessorResult>
}
