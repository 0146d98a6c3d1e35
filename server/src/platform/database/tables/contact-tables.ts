import type { ColumnType, Generated } from 'kysely'
import type { Uuid } from '../../../domain/ids.ts'
import type { JsonObject } from '../../../domain/json.ts'
import type { ApiNumber, Day, JsonWithDefault, Nullable, NullableTimestamp, Timestamp } from './columns.ts'

/** Who the visitors are, and what they agreed to. */
export interface ContactTables {
  contacts: ContactsTable
  contact_state: ContactStateTable
  contact_aliases: ContactAliasesTable
  contact_identifiers: ContactIdentifiersTable
  contact_merges: ContactMergesTable
  switched_devices: SwitchedDevicesTable
  consent_agreements: ConsentAgreementsTable
}

interface ContactsTable {
  id: Uuid
  created_at: Timestamp
  email: Nullable<string>
  first_name: Nullable<string>
  middle_name: Nullable<string>
  last_name: Nullable<string>
  birthday: Nullable<Day>
  gender: Nullable<string>
  job_title: Nullable<string>
  company_name: Nullable<string>
  mobile_phone: Nullable<string>
  business_phone: Nullable<string>
  address1: Nullable<string>
  city: Nullable<string>
  zip: Nullable<string>
  country: Nullable<string>
  state: Nullable<string>
  notes: Nullable<string>
  custom: JsonWithDefault<JsonObject>
  /** Names and address as they are searched. Made by the database. */
  search_text: ColumnType<string | null, never, never>
}

interface ContactStateTable {
  contact_id: Uuid
  /** Which one made this id. */
  api: ApiNumber
  first_at: NullableTimestamp
  last_at: NullableTimestamp
  last_day: Nullable<Day>
  activities: Generated<number>
  visits: Generated<number>
  points: Generated<number>
  /** Decimal text by currency: `{ "USD": "1337.0000" }`. */
  monetary: JsonWithDefault<Record<string, string>>
  open_visits: JsonWithDefault<unknown[]>
  merged_into: Nullable<Uuid>
  /** 0 unknown, 1 robot, 2 human. */
  classification: Generated<number>
  /** domain/contact-facets.ts */
  facets: Generated<number[]>
  /** Not null: the contact is settled, and its sums are in the columns that follow, indexed. */
  settled_last_at: NullableTimestamp
  settled_first_at: NullableTimestamp
  settled_activities: Nullable<number>
  settled_visits: Nullable<number>
  settled_points: Nullable<number>
  settled_value: Nullable<number>
}

interface ContactAliasesTable {
  alias_id: Uuid
  contact_id: Uuid
  /** Which one made the alias. */
  api: ApiNumber
}

interface ContactIdentifiersTable {
  source: string
  identifier: string
  contact_id: Uuid
  /** When the activity that named it first happened; null where that was not noted yet. */
  identified_at: NullableTimestamp
}

interface ContactMergesTable {
  survivor_id: Uuid
  merged_id: Uuid
  merged_at: Timestamp
  /** Of the identifier by which the two turned out to be one; null for merges before it was noted. */
  source: Nullable<string>
}

interface SwitchedDevicesTable {
  device_id: Uuid
  contact_id: Uuid
  /** Which one made the id of the device. */
  api: ApiNumber
}

interface ConsentAgreementsTable {
  contact_id: Uuid
  id: Uuid
  consent_id: number
  consent_hash: string
  channel_id: number
  agreed: boolean
  at: Timestamp
}
