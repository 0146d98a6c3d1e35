import type { ColumnType, Generated } from 'kysely'
import type { Uuid } from '../../../domain/ids.ts'
import type { JsonObject } from '../../../domain/json.ts'
import type { ApiNumber, Json, Nullable, NullableTimestamp, Timestamp } from './columns.ts'

/** What is kept of requests, and of what was refused in them until it is replayed. */
export interface RequestTables {
  live_requests: LiveRequestsTable
  rejected_events: RejectedEventsTable
  rejected_counts: RejectedCountsTable
  rejected_writers: RejectedWritersTable
  jobs: JobsTable
}

interface LiveRequestsTable {
  answered_at: Timestamp
  request_id: string
  api: ApiNumber
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

interface RejectedEventsTable {
  id: Uuid
  received_at: Timestamp
  api: ApiNumber
  channel_id: number
  api_key_id: number
  code: string
  message: string
  payload: Nullable<string>
  request_id: Nullable<string>
  endpoint: Nullable<string>
  /** 1 an item, 2 a body, 3 parameters of the address; 0 what was withheld. */
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
  tried_at: NullableTimestamp
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

interface RejectedCountsTable {
  minute: Timestamp
  api: ApiNumber
  channel_id: number
  code: string
  rejected: number
}

interface RejectedWritersTable {
  id: Uuid
  batch: number
  written_at: Timestamp
}

interface JobsTable {
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
