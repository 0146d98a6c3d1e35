import type { GeneratedAlways } from 'kysely'
import type { JsonValue } from '../../../domain/json.ts'
import type { Json, Timestamp } from './columns.ts'

/** Who may use the management API and the admin. */
export interface AccessTables {
  users: UsersTable
  user_preferences: UserPreferencesTable
  sessions: SessionsTable
  tokens: TokensTable
}

interface UsersTable {
  id: GeneratedAlways<number>
  email: string
  password_hash: string
  role: 'admin' | 'marketer' | 'privacy' | 'viewer'
  created_at: Timestamp
}

interface UserPreferencesTable {
  user_id: number
  name: string
  value: Json<JsonValue>
}

interface SessionsTable {
  secret_hash: string
  user_id: number
  began_at: Timestamp
  used_at: Timestamp
  user_agent: string
}

interface TokensTable {
  id: GeneratedAlways<number>
  name: string
  secret_hash: string
  role: 'admin' | 'marketer' | 'privacy' | 'viewer'
  created_at: Timestamp
}
