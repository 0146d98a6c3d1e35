import type { ColumnType, Generated, GeneratedAlways } from 'kysely'
import type { Uuid } from '../../domain/ids.ts'
import type { JsonObject, JsonValue } from '../../domain/json.ts'
import type { Device, Location } from '../../domain/visit-client.ts'

/** What the migrations make, in the words of Kysely: one member per table, columns as they are called in SQL. */
export interface Tables {
  activities: ActivitiesTable
  api_keys: ApiKeysTable
  channels: ChannelsTable
  consent_agreements: ConsentAgreementsTable
  consent_archive: ConsentArchiveTable
  consents: ConsentsTable
  contact_aliases: ContactAliasesTable
  contact_days: ContactDaysTable
  contact_fields: ContactFieldsTable
  contact_groups: ContactGroupsTable
  contact_identifiers: ContactIdentifiersTable
  contact_merges: ContactMergesTable
  contact_state: ContactStateTable
  contacts: ContactsTable
  daily_counts: DailyCountsTable
  definitions: DefinitionsTable
  demo_contacts: DemoContactsTable
  demo_runs: DemoRunsTable
  installation: InstallationTable
  jobs: JobsTable
  languages: LanguagesTable
  message_ids: MessageIdsTable
  rejected_counts: RejectedCountsTable
  live_requests: LiveRequestsTable
  rejected_events: RejectedEventsTable
  rejected_writers: RejectedWritersTable
  sessions: SessionsTable
  report_changes: ReportChangesTable
  report_days: ReportDaysTable
  report_visits: ReportVisitsTable
  settings: SettingsTable
  switched_devices: SwitchedDevicesTable
  tokens: TokensTable
  user_preferences: UserPreferencesTable
  users: UsersTable
  visits: VisitsTable
}

/** timestamptz: read as a Date (milliseconds), written as a Date or as RFC 3339 text. */
type Timestamp = ColumnType<Date, Date | string, Date | string>
type NullableTimestamp = ColumnType<Date | null, Date | string | null | undefined, Date | string | null>
/** date: `YYYY-MM-DD`, never moved by a time zone. */
type Day = string
/** jsonb: read as a value, written as JSON text. */
type Json<Value> = ColumnType<Value, string, string>
type JsonWithDefault<Value> = ColumnType<Value, string | undefined, string>
/** numeric: decimal text, exact. */
type Numeric = string
/** A column that may be left out of an insert because it may be null. */
type Nullable<Value> = ColumnType<Value | null, Value | null | undefined, Value | null>

// 0001_catalogue.sql

export interface InstallationTable {
  id: Generated<number>
  catalogue_version: Generated<number>
  set_up_at: NullableTimestamp
}

export interface LanguagesTable {
  id: GeneratedAlways<number>
  code: string
  name: string
  is_default: Generated<boolean>
  fallback_id: Nullable<number>
}

export interface ConsentsTable {
  id: GeneratedAlways<number>
  guid: Uuid
  name: string
  display_name: string
  texts: JsonWithDefault<JsonObject>
  hash: string
  modified_at: Timestamp
}

export interface ConsentArchiveTable {
  consent_id: number
  hash: string
  texts: Json<JsonObject>
  archived_at: Timestamp
}

export interface ChannelsTable {
  id: GeneratedAlways<number>
  guid: Uuid
  name: string
  code_name: string
  language_id: Nullable<number>
  require_consent_id: Nullable<number>
  allow_provisional: Generated<boolean>
  removed_processors: Generated<string>
  created_at: Timestamp
}

export interface ApiKeysTable {
  id: GeneratedAlways<number>
  guid: Uuid
  channel_id: number
  name: string
  access: 'sitecore' | 'tracking' | 'published' | 'draft'
  public_key: Nullable<Uuid>
  secret_hash: Nullable<string>
  cors_origins: Generated<string>
  enabled: Generated<boolean>
  rate_limit: Nullable<number>
  created_at: Timestamp
  modified_at: Timestamp
}

export interface DefinitionsTable {
  id: GeneratedAlways<number>
  guid: Uuid
  kind: 'goal' | 'event' | 'outcome' | 'campaign' | 'activityType'
  name: string
  display_name: string
  description: Generated<string>
  points: Generated<number>
  era: Nullable<string>
  traffic_channel: Nullable<string>
  enabled: Generated<boolean>
  built_in: Generated<boolean>
  provisional: Generated<boolean>
  show_as_latest_event: Generated<boolean>
  show_in_events_list: Generated<boolean>
  created_at: Timestamp
}

export interface ContactFieldsTable {
  name: string
  label: string
  type: string
}

export interface ContactGroupsTable {
  id: GeneratedAlways<number>
  name: string
  display_name: string
  condition: Json<JsonObject>
}

export interface SettingsTable {
  name: string
  value: Json<unknown>
}

export interface UsersTable {
  id: GeneratedAlways<number>
  email: string
  password_hash: string
  role: 'admin' | 'marketer' | 'privacy' | 'viewer'
  created_at: Timestamp
}

export interface TokensTable {
  id: GeneratedAlways<number>
  name: string
  secret_hash: string
  role: 'admin' | 'marketer' | 'privacy' | 'viewer'
  created_at: Timestamp
}

// 0002_visitors.sql

export interface ContactsTable {
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
}

export interface ContactStateTable {
  contact_id: Uuid
  /** Which tracking API made this id: 1 Sitecore, 2 Xperience. */
  api: number
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

export interface ContactAliasesTable {
  alias_id: Uuid
  contact_id: Uuid
  /** Which tracking API made the alias: 1 Sitecore, 2 Xperience. */
  api: number
}

export interface ContactIdentifiersTable {
  source: string
  identifier: string
  contact_id: Uuid
  /** When the activity that named it first happened; null where that was not noted yet. */
  identified_at: NullableTimestamp
}

export interface ContactMergesTable {
  survivor_id: Uuid
  merged_id: Uuid
  merged_at: Timestamp
  /** Of the identifier by which the two turned out to be one; null for merges before it was noted. */
  source: Nullable<string>
}

export interface ActivitiesTable {
  contact_id: Uuid
  occurred_at: Timestamp
  id: Uuid
  visit_id: Uuid
  parent_id: Nullable<Uuid>
  channel_id: number
  definition_id: number
  points: Generated<number>
  monetary: Nullable<Numeric>
  currency: Nullable<string>
  value: Nullable<string>
  url: Nullable<string>
  referrer: Nullable<string>
  data: ColumnType<JsonObject | null, string | null | undefined, string | null>
  /** Whose clock `occurred_at` is: null the server's, 1 the client's, 2 the client's, clamped. */
  time_source: Nullable<number>
}

export interface VisitsTable {
  contact_id: Uuid
  id: Uuid
  device_id: Uuid
  channel_id: number
  started_at: Timestamp
  last_at: Timestamp
  flushed_at: NullableTimestamp
  activities: number
  page_views: number
  points: number
  campaign_id: Nullable<number>
  entry_url: Nullable<string>
  exit_url: Nullable<string>
  referrer: Nullable<string>
  robot: Generated<boolean>
  device: ColumnType<Device | null, string | null | undefined, string | null>
  location: ColumnType<Location | null, string | null | undefined, string | null>
  address: Nullable<string>
  /** A place in `referrerChannels` of domain/traffic-channel.ts. */
  referrer_channel: Generated<number>
}

export interface ContactDaysTable {
  day: Day
  contact_id: Uuid
}

export interface DailyCountsTable {
  day: Day
  channel_id: number
  definition_id: number
  activities: number
}

export interface DemoRunsTable {
  seed: number
  people: number
  from_at: Timestamp
  until_at: Timestamp
  began_at: Timestamp
  /** All visits that began before it are stored; null while it runs or after a crash. */
  reached_at: NullableTimestamp
  /** When its removal began; null while it stays. */
  removal_began_at: NullableTimestamp
}

export interface DemoContactsTable {
  contact_id: Uuid
}

export interface ConsentAgreementsTable {
  contact_id: Uuid
  id: Uuid
  consent_id: number
  consent_hash: string
  channel_id: number
  agreed: boolean
  at: Timestamp
}

// 0003_retries_and_identities.sql

export interface MessageIdsTable {
  contact_id: Uuid
  message_id: string
  activity_id: Uuid
}

export interface SwitchedDevicesTable {
  device_id: Uuid
  contact_id: Uuid
  /** Which tracking API made the id of the device: 1 Sitecore, 2 Xperience. */
  api: number
}

// 0005_rejected_events.sql

export interface RejectedEventsTable {
  id: Uuid
  received_at: Timestamp
  /** 1 Sitecore, 2 Xperience. */
  api: number
  channel_id: number
  api_key_id: number
  code: string
  message: string
  payload: Nullable<string>
  // 0012_rejected_replays.sql
  request_id: Nullable<string>
  endpoint: Nullable<string>
  /** 1 an item, 2 a body, 3 parameters of the address. */
  sent: Nullable<number>
  is_cut: Generated<boolean>
  contact_id: Nullable<Uuid>
  sender: ColumnType<JsonObject | null, string | null | undefined, string | null>
  kind: Generated<string>
  subject: Generated<string>
  message_id: Nullable<string>
  /** 0 waiting, 1 replaying, 2 replayed, 3 discarded. */
  state: Generated<number>
  attempts: Generated<number>
  claim: Nullable<Uuid>
  claimed_at: NullableTimestamp
  last_code: Nullable<string>
  last_message: Nullable<string>
  corrected_payload: Nullable<string>
  corrected_by: Nullable<string>
  corrected_at: NullableTimestamp
  settled_at: NullableTimestamp
  settled_by: Nullable<string>
  stored_contact_id: Nullable<Uuid>
  job_id: Nullable<Uuid>
}

export interface RejectedCountsTable {
  minute: Timestamp
  api: number
  channel_id: number
  code: string
  rejected: number
}

// 0008_rejected_writers.sql

export interface RejectedWritersTable {
  id: Uuid
  batch: number
  written_at: Timestamp
}

// 0009_sessions.sql

export interface SessionsTable {
  secret_hash: string
  user_id: number
  began_at: Timestamp
  used_at: Timestamp
  user_agent: string
}

export interface UserPreferencesTable {
  user_id: number
  name: string
  value: Json<JsonValue>
}

// 0011_live.sql

export interface LiveRequestsTable {
  answered_at: Timestamp
  request_id: string
  /** 1 Sitecore, 2 Xperience. */
  api: number
  endpoint: string
  verdict: string
  code: string
  channel_id: Nullable<number>
  api_key_id: Nullable<number>
  origin: Nullable<string>
  contact_id: Nullable<Uuid>
  /** As features/live/encode-request.ts writes it. */
  record: Buffer
}

// 0013_reports.sql

export interface ReportChangesTable {
  day: Day
  changes: number
}

export interface ReportDaysTable {
  day: Day
  time_zone: string
  changes: number
  made_at: Timestamp
}

export interface ReportVisitsTable {
  dimension: number
  day: Day
  channel_id: number
  robot: boolean
  number: number
  text: string
  visits: number
  bounces: number
  conversions: number
  points: number
  page_views: number
  goals: number
  events: number
  outcomes: number
  campaigns: number
  clicks: number
  data_inputs: number
  customs: number
  reached: number
  reached_points: number
  money: Json<Record<string, number>> | null
  durations: number[] | null
  duration_visits: number[] | null
}

// 0012_rejected_replays.sql

export interface JobsTable {
  id: Uuid
  kind: string
  /** `running`, `done`, `cancelled`, `failed`. */
  state: string
  parameters: Json<JsonObject>
  total: number
  done: Generated<number>
  succeeded: Generated<number>
  failed: Generated<number>
  created_at: Timestamp
  created_by: string
  heard_at: Timestamp
  worker: Nullable<Uuid>
  is_cancelled: Generated<boolean>
  ended_at: NullableTimestamp
  message: Nullable<string>
}
