import { type Config, embeddedFolder } from '../config.ts'
import type { Logger } from '../logger.ts'
import { OperatorError } from '../operator-error.ts'
import type { OpenDatabase } from './connection.ts'
import { openEmbedded } from './embedded.ts'
import { openExternal } from './external.ts'
import { errorCode } from './file-errors.ts'
import { clusterFolder, readClusterVersion } from './postgres-cluster.ts'
import { findRunning, notReadable } from './run-file.ts'

type Where = Pick<Config, 'databaseUrl' | 'dataFolder'>

/** The database of a server: the PostgreSQL of DATABASE_URL, or the embedded one, started for this process alone. */
export async function openDatabase(config: Where, logger: Logger): Promise<OpenDatabase> {
  return config.databaseUrl === null
    ? openEmbedded(config.dataFolder, logger)
    : openExternal(config.databaseUrl)
}

/** The database of a command: that of the server it runs beside, else one opened for the command's own time. */
export async function openDatabaseForCommand(config: Where, logger: Logger): Promise<OpenDatabase> {
  const folder = embeddedFolder(config)
  const running = folder === null ? null : await findRunning(folder)
  if (running === null) return openDatabase(config, logger)
  return { connection: running.connection, close: async () => {}, lost: new Promise(() => {}) }
}

/**
 * The same, but never a new embedded one. `alone` refuses beside a running server, as `openDatabase` does.
 */
export async function openExistingDatabase(
  config: Where,
  logger: Logger,
  { alone = false }: { alone?: boolean } = {},
): Promise<OpenDatabase> {
  const { databaseUrl, dataFolder } = config
  if (databaseUrl === null && !(await hasEmbedded(dataFolder))) {
    throw new OperatorError(
      `There is no database in ${dataFolder}. Name the right folder with WAYMARK_DATA; the first start makes one there.`,
    )
  }
  return alone ? openDatabase(config, logger) : openDatabaseForCommand(config, logger)
}

/** Whether a data folder has an embedded database, of whatever version. */
export async function hasEmbedded(dataFolder: string): Promise<boolean> {
  try {
    return (await readClusterVersion(clusterFolder(dataFolder))) !== null
  } catch (error) {
    throw errorCode(error) === 'EACCES' ? notReadable(dataFolder, error) : error
  }
}
