import type { Uuid } from './ids.ts'
import type { JsonValue } from './json.ts'
import type { TrackingApiName } from './kinds.ts'

/** An item, or a request, that was refused after its key was found good, or that failed on its way. */
export interface RejectedEvent {
  readonly api: TrackingApiName
  readonly channelId: number
  readonly apiKeyId: number
  /** Stable and snake_case. */
  readonly code: string
  /** A sentence for people. */
  readonly message: string
  /** Null where it was refused before its body was read. */
  readonly sent: Sent | null
  readonly request: RejectedRequest
  /** Null where nothing was read, or nothing of it may be kept. */
  readonly sender: RejectedSender | null
  /** Milliseconds since 1970. */
  readonly receivedAt: number
}

/** The request that it came with. */
export interface RejectedRequest {
  /** Under which the log and replies speak of it. */
  readonly id: string
  /** Which one of its tracking API: `event`, `activities` … */
  readonly endpoint: string
}

/** What was sent, as it is at hand: most of it is never kept, so nobody writes it out in advance. */
export type Sent =
  | { readonly type: 'item'; readonly item: JsonValue }
  | { readonly type: 'body'; readonly body: Uint8Array }
  /** Parameters of the address, under their names. */
  | { readonly type: 'query'; readonly item: JsonValue }
  /** A body, to a channel that requires a consent: nobody had asked yet whether it was given, so none of it is kept. */
  | { readonly type: 'withheld' }

/** What of that can be kept. */
export type KeptType = Exclude<Sent['type'], 'withheld'>

/** Who sent it, as it is at hand: what is needed to do the same again in the name of that client. */
export interface RejectedSender {
  /** The id by which the client names its contact, or would name it from now on; it need not exist. Null where only
   * what was sent says it. */
  readonly contactId: Uuid | null
  /** What named it; null where nothing did. */
  readonly namedBy: 'cookie' | 'header' | 'body' | null
  readonly client: {
    readonly address: string | null
    readonly userAgent: string | null
    readonly referrer: string | null
    readonly languages: string | null
  }
  /** Of the address of the request. */
  readonly query: unknown
}

/** Hands a rejected event to whoever keeps them. Never throws and never waits: what is good must not be slowed. */
export type ReportRejected = (event: RejectedEvent) => void
