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
  /** Null where nothing was read. */
  readonly sent: Sent | null
  /** Milliseconds since 1970. */
  readonly receivedAt: number
}

/** What was sent, as it is at hand: most of it is never kept, so nobody writes it out in advance. */
export type Sent =
  | { readonly type: 'item'; readonly item: JsonValue }
  | { readonly type: 'body'; readonly body: Uint8Array }

/** Hands a rejected event to whoever keeps them. Never throws and never waits: what is good must not be slowed. */
export type ReportRejected = (event: RejectedEvent) => void
