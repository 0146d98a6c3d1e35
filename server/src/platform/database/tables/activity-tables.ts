import type { ColumnType, Generated } from 'kysely'
import type { Uuid } from '../../../domain/ids.ts'
import type { JsonObject } from '../../../domain/json.ts'
import type { Device, Location } from '../../../domain/visit-client.ts'
import type { Day, Nullable, NullableTimestamp, Numeric, Timestamp } from './columns.ts'

/** What visitors did. */
export interface ActivityTables {
  activities: ActivitiesTable
  visits: VisitsTable
  contact_days: ContactDaysTable
  daily_counts: DailyCountsTable
  message_ids: MessageIdsTable
}

interface ActivitiesTable {
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
  /** Whose clock `occurred_at` is: a number of engine/store/statement.ts. */
  time_source: Nullable<number>
}

interface VisitsTable {
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

interface ContactDaysTable {
  day: Day
  contact_id: Uuid
}

interface DailyCountsTable {
  day: Day
  channel_id: number
  definition_id: number
  activities: number
}

interface MessageIdsTable {
  contact_id: Uuid
  message_id: string
  activity_id: Uuid
}
