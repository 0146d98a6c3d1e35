import type { Classification } from '../domain/classification.ts'
import type { Draft, Identity } from '../domain/command.ts'
import type { ContactFieldName } from '../domain/contact-fields.ts'
import type { Uuid } from '../domain/ids.ts'
import type { TrackingApiName } from '../domain/kinds.ts'
import type { ReferrerChannel } from '../domain/traffic-channel.ts'
import type { VisitClient } from '../domain/visit-client.ts'

/**
 * What a batch knows of the database and what it is going to change there. Loaded once, changed by the reducers in
 * memory, written once: nothing here does I/O or reads a clock, so the same state and commands give the same result.
 */
export interface BatchState {
  /** Every contact that the batch may touch, by its own id: locked in the database until the commit. */
  readonly contacts: Map<Uuid, Contact>
  /** Ids that name another contact. One step: the target is never an alias itself. */
  readonly aliases: Map<Uuid, Alias>
  /** Owners of identifiers that the batch names, e-mail addresses among them, by engine/identifier-key.ts. */
  readonly owners: Map<string, Uuid>
  /** Activities of the batch that are stored already, because their command was run before: they change nothing. */
  readonly stored: ReadonlySet<Uuid>
  readonly changes: Changes
  /** The calendar day (`2026-11-22`) of a moment in the time zone of reports. */
  readonly dayOf: (at: number) => string
}

export interface Alias {
  readonly contactId: Uuid
  /** That made the id. */
  readonly api: TrackingApiName
  /** The contact that the id names, or was merged into, where a device with it went over to another one; else null. */
  readonly homeId: Uuid | null
}

export interface Contact {
  readonly id: Uuid
  /** The tracking API that made this id. */
  readonly api: TrackingApiName
  /** In this batch: its rows are to be inserted, not updated. */
  readonly isNew: boolean
  firstAt: number | null
  lastAt: number | null
  /** The day of `lastAt`, for which the row in contact_days is there already. */
  lastDay: string | null
  activities: number
  visits: number
  points: number
  /** Sums by currency, as `domain/money.ts` writes them. */
  monetary: Record<string, string>
  /** Whether it is a person, as far as its visits tell and signs of one. */
  classification: Classification
  /** What it can be found by (domain/contact-facets.ts), each between commas, and whether this batch
   * added some. */
  facets: string
  hasNewFacets: boolean
  openVisits: VisitState[]
  /** Visits that are over, as far as late events of the batch may belong to them. */
  pastVisits: VisitState[]
  mergedInto: Uuid | null
  /** Its fields; null where the batch has no use for them and they were not loaded. */
  profile: Profile | null
  /** The newest of what it said of each consent; null where it said nothing, or the batch has no use for it. */
  agreements: Map<number, Agreement> | null
  /** Of the client's ids that the batch brings, those of events that it has stored already; null for none. */
  messageIds: Set<string> | null
  /** Of its identifiers, none for an anonymous contact; null where the batch has no use for them. */
  sources: Set<string> | null
}

/** A consent given or revoked. */
export interface Agreement {
  readonly agreed: boolean
  readonly at: number
}

export type Profile = Record<ContactFieldName, string | null>

/** What the next activity of a visit has to know of it; the rest stands in the row of `visits`. */
export interface VisitState {
  readonly id: Uuid
  /** The contact under which its row stands: another one than its owner after a merge. */
  readonly contact: Uuid
  readonly device: Uuid
  readonly channel: number
  startedAt: number
  lastAt: number
  /** Null while nobody has flushed it. */
  flushedAt: number | null
  pageViews: number
  /** The activity that is the current page, and when it was. */
  page: Uuid | null
  pageAt: number | null
  hasCampaign: boolean
  /** Page views in the order in which they happened, as far as late events of the batch may belong to them; null where
   * there are no such events. */
  pages: PageView[] | null
}

export interface PageView {
  readonly id: Uuid
  readonly at: number
}

/** Rows to write, each kind by its own statement in store/. */
export interface Changes {
  readonly newContacts: { readonly contact: Contact; readonly createdAt: number }[]
  /** Contacts that were there before and have changed. */
  readonly touched: Set<Contact>
  readonly profiles: Set<Contact>
  readonly identifiers: IdentifierRow[]
  readonly activities: ActivityRow[]
  /** By visit id. */
  readonly visits: Map<Uuid, VisitChange>
  readonly contactDays: ContactDay[]
  /** By day, then by channel and definition in one number: looked up for every activity. */
  readonly dailyCounts: Map<string, Map<number, DailyCount>>
  readonly agreements: AgreementRow[]
  readonly messageIds: MessageIdRow[]
  /** What ids name from now on, in order: each may build on the one before. */
  readonly moves: (MergeRow | SwitchRow)[]
}

export interface ActivityRow {
  /** Through which it came. */
  readonly api: TrackingApiName
  readonly contactId: Uuid
  readonly visitId: Uuid
  readonly parentId: Uuid | null
  readonly channelId: number
  readonly draft: Draft
}

/** A new visit, or what one batch adds to a visit. */
export interface VisitChange {
  readonly contactId: Uuid
  readonly id: Uuid
  readonly isNew: boolean
  readonly deviceId: Uuid
  readonly channelId: number
  /** What a new visit notes of its client. */
  readonly client: VisitClient | null
  /** When it began before this batch. */
  readonly beganAt: number
  startedAt: number
  lastAt: number
  /** Null while nobody has flushed it. */
  flushedAt: number | null
  activities: number
  pageViews: number
  points: number
  campaignId: number | null
  entryUrl: string | null
  exitUrl: string | null
  referrer: string | null
  /** What the referrer says about how the visitor came; null where this batch does not know better. */
  referrerChannel: ReferrerChannel | null
}

export interface ContactDay {
  readonly day: string
  readonly contactId: Uuid
}

export interface DailyCount {
  readonly day: string
  readonly channelId: number
  readonly definitionId: number
  activities: number
}

export interface AgreementRow {
  readonly contactId: Uuid
  readonly id: Uuid
  readonly consentId: number
  readonly channelId: number
  readonly agreed: boolean
  readonly at: number
}

export interface MessageIdRow {
  readonly contactId: Uuid
  readonly messageId: string
  /** The first activity of the event. */
  readonly activityId: Uuid
}

export interface IdentifierRow extends Identity {
  readonly contactId: Uuid
  /** When the activity that named it happened. */
  readonly at: number
}

export interface MergeRow {
  readonly type: 'merge'
  readonly survivorId: Uuid
  readonly mergedId: Uuid
  readonly api: TrackingApiName
  /** Days on which the merged contact may have been active. */
  readonly firstDay: string | null
  readonly lastDay: string | null
  /** Of the identifier by which the two turned out to be one. */
  readonly source: string
  readonly at: number
}

/** A device that goes over from one contact to another. */
export interface SwitchRow {
  readonly type: 'switch'
  readonly deviceId: Uuid
  readonly api: TrackingApiName
  readonly toId: Uuid
}

export function noChanges(): Changes {
  return {
    newContacts: [],
    touched: new Set(),
    profiles: new Set(),
    identifiers: [],
    activities: [],
    visits: new Map(),
    contactDays: [],
    dailyCounts: new Map(),
    agreements: [],
    messageIds: [],
    moves: [],
  }
}

export function isUnchanged(changes: Changes): boolean {
  return changes.newContacts.length === 0 && changes.touched.size === 0 && changes.agreements.length === 0
}
