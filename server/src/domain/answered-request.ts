import type { Uuid } from './ids.ts'
import type { TrackingApiName } from './kinds.ts'

/** What became of a request to a tracking API, in one word. */
export const verdicts = [
  'accepted',
  'accepted_provisional',
  'partly_accepted',
  'filtered',
  'withheld',
  'refused',
  'failed',
] as const
export type Verdict = (typeof verdicts)[number]

export const trackingEndpoints = ['event', 'flush', 'consents', 'contacts', 'activities', 'other'] as const
export type TrackingEndpoint = (typeof trackingEndpoints)[number]

/** How a client named its contact: `contact`, where a server speaks for it and names it in so many words. */
export const identitySources = ['none', 'cookie', 'header', 'contact'] as const
export type IdentitySource = (typeof identitySources)[number]

export interface Reason {
  /** Stable and snake_case. */
  readonly code: string
  /** A sentence for people. */
  readonly message: string
}

/** What a processor said of an item, and how long that took. */
export interface ProcessorStep {
  readonly position: number
  readonly processor: string
  readonly ms: number
  readonly said: string
}

/** What the pipeline made of an item. `processor`: who took, dropped or refused it; null where nobody did. */
export type ItemVerdict =
  | {
      readonly status: 'tracked'
      readonly processor: string | null
      /** One of its definitions waits for a person's confirmation. */
      readonly isProvisional: boolean
    }
  | { readonly status: 'dropped'; readonly processor: string | null; readonly reason: string }
  | ({ readonly status: 'failed'; readonly processor: string | null } & Reason)

/** A request of which the reply is ready. All of it is at hand anyway: whoever takes it copies what it keeps. */
export interface AnsweredRequest {
  readonly api: TrackingApiName
  readonly endpoint: TrackingEndpoint
  readonly verdict: Verdict
  /** Why it was not simply accepted; null where it was. */
  readonly reason: Reason | null
  /** Null before a key was found good. */
  readonly key: { readonly id: number; readonly channel: { readonly id: number } } | null
  readonly request: {
    readonly id: string
    readonly method: string
    readonly url: string
    readonly headers: Readonly<Record<string, string | string[] | undefined>>
    /** Bytes where they were read. */
    readonly body?: unknown
    /** Tells one source of trouble from the next; never kept. */
    readonly ip: string
  }
  readonly response: {
    readonly statusCode: number
    /** Milliseconds. */
    readonly elapsedTime: number
    getHeader(name: string): number | string | string[] | undefined
  }
  readonly replyBody: string
  /** Nobody may know more than that there was something: the channel requires a consent, and it is not certain that the
   * visitor gave it. */
  readonly isPrivate: boolean
  readonly items: number
  readonly accepted: number
  /** By the position of the item; null for one that was taken. Empty where none failed. */
  readonly failures: readonly (Reason | null)[]
  /** By the position of the item; empty where none was looked at. */
  readonly outcomes: readonly ItemVerdict[]
  /** Null unless somebody looked on. */
  readonly steps: readonly ProcessorStep[] | null
  readonly source: IdentitySource
  /** The id by which the client named itself. */
  readonly givenId: Uuid | null
  /** The id by which it is to name itself from now on. */
  readonly deviceId: Uuid | null
  readonly contactId: Uuid | null
}

/** Takes notice of the requests that the tracking APIs answer. */
export interface RequestRecorder {
  /** Somebody looks on, and there is not more than can be looked at: then the work of processors is worth timing. */
  readonly isWatched: boolean
  /** Never throws and never waits: what is good must not be slowed. */
  record(request: AnsweredRequest): void
}
