import type { ContactFields } from './contact-fields.ts'
import type { Uuid } from './ids.ts'
import type { ActivityKind, TimeSource, TrackingApiName } from './kinds.ts'
import type { VisitClient } from './visit-client.ts'

/**
 * An activity that is not yet attached to a visit: what happened, decided by the pipeline, where it belongs left to
 * the engine. Plain data, JSON-safe, with everything that is not deterministic (ids, times) already fixed.
 */
export interface Draft {
  readonly id: Uuid
  /** The place of its item in the request, counted from 0. */
  readonly item: number
  readonly kind: ActivityKind
  readonly definitionId: number
  /** Milliseconds since 1970. */
  readonly occurredAt: number
  /** Whose clock `occurredAt` comes from (docs/spec/waymark.md §6.3). */
  readonly timeSource: TimeSource
  /** The client's own id of the event, at most 128 characters: one that its contact has sent before is not stored
   * again (docs/spec/waymark.md §6.2). All drafts of an item share it. */
  readonly messageId: string | null
  readonly points: number
  /** A decimal number, at most 15 digits before and 4 after the point. */
  readonly monetaryValue: string | null
  /** ISO 4217, upper case. */
  readonly currency: string | null
  readonly value: string | null
  readonly url: string | null
  readonly referrer: string | null
  /** Whatever else the client sent, as JSON text. */
  readonly data: string | null
  /** What it says of the contact: with them come the e-mail rules (docs/spec/xperience.md §1.8). */
  readonly fields: ContactFields | null
  /** Who the contact is, in the words of another system: makes it known, and merges it with whoever has this identifier
   * (docs/spec/sitecore.md §2.5). */
  readonly identity: Identity | null
}

/** A name for a contact in another system: unique together, both case-sensitive. */
export interface Identity {
  readonly source: string
  readonly identifier: string
}

/** Stores drafts, in order. The Sitecore API makes a contact that does not exist, the Xperience API refuses it. */
export interface TrackCommand {
  readonly type: 'track'
  readonly api: TrackingApiName
  /** The id that the client holds; also the device of the visit. */
  readonly contactId: Uuid
  /** Takes the place of `contactId` where that names a contact which this API may not name: a Sitecore cookie with
   * the id of a contact made by the Xperience API. */
  readonly freshId: Uuid
  readonly channelId: number
  readonly at: number
  readonly visitTimeoutMs: number
  /** What a visit that begins here notes of its client; null where the caller is a server that speaks for it. */
  readonly client: VisitClient | null
  /** A consent to which the contact must have agreed, else nothing is stored and nobody made; null where the channel asks
   * for none. */
  readonly requiredConsentId: number | null
  readonly drafts: readonly Draft[]
}

export interface CreateContactCommand {
  readonly type: 'createContact'
  readonly api: TrackingApiName
  readonly contactId: Uuid
  readonly at: number
}

/**
 * A consent given (`agreed`) or revoked: one row in the log of agreements. Who agrees through the Sitecore API is made
 * where there is nobody yet, and a revocation of nobody does nothing; the Xperience API refuses both.
 */
export interface AgreeCommand {
  readonly type: 'agree'
  readonly api: TrackingApiName
  readonly id: Uuid
  /** The id that the client holds. */
  readonly contactId: Uuid
  /** As that of {@link TrackCommand}. */
  readonly freshId: Uuid
  readonly consentId: number
  readonly channelId: number
  readonly agreed: boolean
  readonly at: number
  /** Another consent, without which this one cannot be given; it can be revoked all the same. */
  readonly requiredConsentId: number | null
}

/** Ends the open visits of a device: those of one channel, or all with `channelId` null. Never creates anything. */
export interface EndVisitCommand {
  readonly type: 'endVisit'
  readonly api: TrackingApiName
  readonly contactId: Uuid
  readonly channelId: number | null
  readonly at: number
  /** As that of {@link TrackCommand}. */
  readonly requiredConsentId: number | null
}

/** A sign that a person uses the device: its contact is human for good (docs/spec/sitecore.md §1.8). Never creates
 * anything. */
export interface MarkHumanCommand {
  readonly type: 'markHuman'
  readonly contactId: Uuid
  /** As that of {@link TrackCommand}. */
  readonly requiredConsentId: number | null
}

export type Command = TrackCommand | CreateContactCommand | AgreeCommand | EndVisitCommand | MarkHumanCommand

/** What became of a command, told after it was committed. */
export type CommandOutcome =
  | {
      readonly status: 'accepted'
      /** The surviving contact; null where there is none (a track command with no drafts, a flush of nobody). */
      readonly contactId: Uuid | null
      /** The id by which the client is to name itself from now on. */
      readonly deviceId: Uuid
      /**
       * Items of a track command that were refused as `consent_required`, one by one: they would have gone to another
       * contact, which has not agreed. Missing where there are none.
       */
      readonly refusedItems?: readonly number[]
    }
  | { readonly status: 'refused'; readonly code: RefusalCode; readonly message: string }

export type RefusalCode = 'contact_not_found' | 'consent_required' | 'not_storable'
