import { type Config, readConfig } from '../platform/config.ts'
import { connectClient } from '../platform/database/connect-client.ts'
import type { DatabaseConnection } from '../platform/database/connection.ts'
import { findApplied, migrate } from '../platform/database/migrate.ts'
import {
  hasEmbedded,
  openDatabaseForCommand,
  openExistingDatabase,
} from '../platform/database/open-database.ts'
import { openQueries, type Queries } from '../platform/database/queries.ts'
import { createLogger, type Logger } from '../platform/logger.ts'
import { OperatorError } from '../platform/operator-error.ts'
import type { Terminal } from './command.ts'

/**
 * Does a piece of work on the database of the server beside it, else on one opened for this time, migrated. There has to
 * be one: in the wrong folder a command would work on nothing, and report success.
 */
export async function useDatabase<Result>(
  { verbose }: Pick<Terminal, 'verbose'>,
  work: (connection: DatabaseConnection) => Promise<Result>,
): Promise<Result> {
  const { config, logger } = await prepare(verbose)
  const database = await openExistingDatabase(config, logger)
  try {
    await refuseUnlessSetUp(database.connection)
    await migrate(database.connection, logger)
    return await work(database.connection)
  } finally {
    await database.close()
  }
}

/** The same, but for work that a new database may begin with: it is made then, and a line says so. */
export async function useOrMakeDatabase<Result>(
  { verbose, note }: Pick<Terminal, 'verbose' | 'note'>,
  work: (connection: DatabaseConnection) => Promise<Result>,
): Promise<Result> {
  const { config, logger } = await prepare(verbose)
  const isNew = config.databaseUrl === null && !(await hasEmbedded(config.dataFolder))
  const database = await openDatabaseForCommand(config, logger)
  try {
    await migrate(database.connection, logger)
    if (isNew) note(`A new database was made in ${config.dataFolder}.`)
    return await work(database.connection)
  } finally {
    await database.close()
  }
}

async function prepare(verbose: boolean): Promise<{ config: Config; logger: Logger }> {
  const config = readConfig(process.env, process.cwd())
  return { config, logger: await createLogger(verbose ? config.logLevel : 'warn') }
}

async function refuseUnlessSetUp(connection: DatabaseConnection): Promise<void> {
  const client = await connectClient(connection, 'waymark command')
  try {
    if ((await findApplied(client)).length > 0) return
  } finally {
    await client.end()
  }
  throw new OperatorError(
    'There is nothing of Waymark in this database yet. Start Waymark on it first, or name the right one.',
  )
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
