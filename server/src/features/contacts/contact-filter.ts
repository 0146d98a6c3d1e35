import type { Classification } from '../../domain/classification.ts'
import type { FieldCondition } from './field-condition.ts'
import type { SearchResult } from './search-contacts.queries.ts'

/** Which contacts, in the ids of the database. Null is no condition. */
export interface ContactFilter {
  readonly known: boolean | null
  readonly classifications: readonly Classification[] | null
  readonly search: SearchResult | null
  /** One visit of the contact is all of this; null where no time is asked for. */
  readonly visit: VisitInPeriod | null
  /** Of each of these lists at least one (domain/contact-facets.ts). */
  readonly facets: readonly (readonly number[])[]
  /** Null also where `visit` says it. */
  readonly arrival: Arrival | null
  readonly consentIds: readonly number[] | null
  readonly field: FieldCondition | null
}

/** A visit that began in a stretch of time, and what else is asked of it. Null is no condition. */
export interface VisitInPeriod {
  readonly from: Date | null
  /** Exclusive. */
  readonly to: Date | null
  /** False: it is not a robot's. */
  readonly robots: boolean
  readonly channelIds: readonly number[] | null
  readonly campaignIds: readonly number[] | null
  readonly arrival: Arrival | null
  readonly devices: readonly string[] | null
  readonly countries: readonly string[] | null
  /** It reached one of each of these lists of goals, and of outcomes. */
  readonly reached: readonly (readonly number[])[]
}

/** A visit that one of these campaigns brought, or whose referrer speaks for one of these ways, where no campaign does. */
export interface Arrival {
  readonly campaignIds: readonly number[]
  /** Places in the list of domain/traffic-channel.ts. */
  readonly referrerChannels: readonly number[]
  /** Campaigns that say nothing about it. */
  readonly silentCampaignIds: readonly number[]
}
