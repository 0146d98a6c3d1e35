import pg from 'pg'
import { pino } from 'pino'
import { createCalendar } from '../../src/engine/calendar.ts'
import type { Engine, EngineHealth } from '../../src/engine/contract.ts'
import { type EngineOptions, openEngine } from '../../src/engine/engine.ts'
import { clientConfig } from '../../src/platform/database/client-config.ts'
import type { DatabaseConnection } from '../../src/platform/database/connection.ts'
import { createTestDatabase } from './database.ts'

/** A database for engines, and a connection that looks into it. */
export interface EngineDatabase {
  readonly connection: DatabaseConnection
  readonly client: pg.Client
  /** One more engine on this database, silent, with days in UTC; the caller closes it. */
  open(options?: Partial<EngineOptions>): Promise<Engine & EngineHealth>
  drop(): Promise<void>
}

export async function createEngineDatabase(): Promise<EngineDatabase> {
  const { connection, drop } = await createTestDatabase()
  const client = new pg.Client(clientConfig(connection))
  await client.connect()
  return {
    connection,
    client,
    open: (options) =>
      openEngine({
        connection,
        logger: pino({ level: 'silent' }),
        dayOf: createCalendar(() => 'UTC'),
        ...options,
      }),
    async drop() {
      await client.end()
      await drop()
    },
  }
}
