import type { Uuid } from '../../../domain/ids.ts'
import type { NullableTimestamp, Timestamp } from './columns.ts'

/** What the demo made, so that it can be taken away again. */
export interface DemoTables {
  demo_runs: DemoRunsTable
  demo_contacts: DemoContactsTable
}

interface DemoRunsTable {
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

interface DemoContactsTable {
  contact_id: Uuid
}
