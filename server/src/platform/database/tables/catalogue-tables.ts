import type { Generated, GeneratedAlways } from 'kysely'
import type { Uuid } from '../../../domain/ids.ts'
import type { JsonObject } from '../../../domain/json.ts'
import type { DefinitionKind } from '../../../domain/kinds.ts'
import type { Json, JsonWithDefault, Nullable, NullableTimestamp, Timestamp } from './columns.ts'

/** What administrators set up. */
export interface CatalogueTables {
  installation: InstallationTable
  settings: SettingsTable
  languages: LanguagesTable
  channels: ChannelsTable
  api_keys: ApiKeysTable
  definitions: DefinitionsTable
  consents: ConsentsTable
  consent_archive: ConsentArchiveTable
  contact_fields: ContactFieldsTable
  contact_groups: ContactGroupsTable
}

interface InstallationTable {
  id: Generated<number>
  catalogue_version: Generated<number>
  set_up_at: NullableTimestamp
}

interface SettingsTable {
  name: string
  value: Json<unknown>
}

interface LanguagesTable {
  id: GeneratedAlways<number>
  code: string
  name: string
  is_default: Generated<boolean>
  fallback_id: Nullable<number>
}

interface ChannelsTable {
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

interface ApiKeysTable {
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

interface DefinitionsTable {
  id: GeneratedAlways<number>
  guid: Uuid
  kind: DefinitionKind
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

interface ConsentsTable {
  id: GeneratedAlways<number>
  guid: Uuid
  name: string
  display_name: string
  texts: JsonWithDefault<JsonObject>
  hash: string
  modified_at: Timestamp
}

interface ConsentArchiveTable {
  consent_id: number
  hash: string
  texts: Json<JsonObject>
  archived_at: Timestamp
}

interface ContactFieldsTable {
  name: string
  label: string
  type: string
}

interface ContactGroupsTable {
  id: GeneratedAlways<number>
  name: string
  display_name: string
  condition: Json<JsonObject>
}
