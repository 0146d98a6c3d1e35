import type { Classification } from '../../domain/classification.ts'
import type { FieldCondition } from './field-condition.ts'
import type { SearchResult } from './search-contacts.queries.ts'

/** Which contacts, in the ids of the database. Null is no condition. */
export interface ContactFilter {
  readonly known: boolean | null
  readonly classifications: readonly Classification[] | null
  readonly search: SearchResult | null
  /** A visit began in it; `to` is exclusive. */
  readonly period: { readonly from: Date | null; readonly to: Date | null } | null
  /** Of each of these lists at least one (domain/contact-facets.ts). */
  readonly facets: readonly (readonly number[])[]
  readonly arrival: Arrival | null
  readonly consentIds: readonly number[] | null
  readonly field: FieldCondition | null
}

/** A visit that one of these campaigns brought, or whose referrer speaks for one of these ways, where no campaign does. */
export interface Arrival {
  readonly campaignIds: readonly number[]
  /** Places in the list of domain/traffic-channel.ts. */
  readonly referrerChannels: readonly number[]
  /** Campaigns that say nothing about it. */
  readonly silentCampaignIds: readonly number[]
}
