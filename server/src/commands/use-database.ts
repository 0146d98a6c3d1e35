import { readConfig } from '../platform/config.ts'
import type { DatabaseConnection } from '../platform/database/connection.ts'
import { migrate } from '../platform/database/migrate.ts'
import { openDatabaseForCommand } from '../platform/database/open-database.ts'
import { openQueries, type Queries } from '../platform/database/queries.ts'
import { createLogger } from '../platform/logger.ts'
import type { Terminal } from './command.ts'

/** Does a piece of work on the migrated database: that of the server beside it, else one opened for this time. */
export async function useDatabase<Result>(
  { verbose }: Pick<Terminal, 'verbose'>,
  work: (connection: DatabaseConnection) => Promise<Result>,
): Promise<Result> {
  const config = readConfig(process.env, process.cwd())
  const logger = await createLogger(verbose ? config.logLevel : 'warn')
  const database = await openDatabaseForCommand(config, logger)
  try {
    await migrate(database.connection, logger)
    return await work(database.connection)
  } finally {
    await database.close()
  }
}

/** The same, for work that asks and changes what administrators set up. */
export function useQueries<Result>(
  terminal: Pick<Terminal, 'verbose'>,
  work: (db: Queries) => Promise<Result>,
): Promise<Result> {
  return useDatabase(terminal, async (connection) => {
    const db = openQueries(connection)
    try {
      return await work(db)
    } finally {
      await db.destroy()
    }
  })
}
