import type { Config } from '../config.ts'
import type { Logger } from '../logger.ts'
import type { OpenDatabase } from './connection.ts'
import { openEmbedded } from './embedded.ts'
import { openExternal } from './external.ts'
import { findRunning } from './run-file.ts'

type Where = Pick<Config, 'databaseUrl' | 'dataFolder'>

/** The database of a server: the PostgreSQL of DATABASE_URL, or the embedded one, started for this process alone. */
export async function openDatabase(config: Where, logger: Logger): Promise<OpenDatabase> {
  return config.databaseUrl === null
    ? openEmbedded(config.dataFolder, logger)
    : openExternal(config.databaseUrl)
}

/** The database of a command: that of the server it runs beside, else one opened for the command's own time. */
export async function openDatabaseForCommand(config: Where, logger: Logger): Promise<OpenDatabase> {
  const running = config.databaseUrl === null ? await findRunning(config.dataFolder) : null
  if (running === null) return openDatabase(config, logger)
  return { connection: running.connection, close: async () => {}, lost: new Promise(() => {}) }
}
