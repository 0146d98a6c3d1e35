import { chmod, mkdir, mkdtemp, realpath, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import type { Logger } from '../logger.ts'
import { OperatorError } from '../operator-error.ts'
import type { EmbeddedConnection, OpenDatabase } from './connection.ts'
import { errorCode } from './file-errors.ts'
import { endOrphan } from './orphan.ts'
import { choosePostgresAccount, handOver, type PostgresAccount } from './postgres-account.ts'
import { findPostgresBinaries } from './postgres-binaries.ts'
import {
  checkClusterVersion,
  clusterFolder,
  createCluster,
  databaseName,
  readPassword,
  superuser,
} from './postgres-cluster.ts'
import { type PostgresProcess, startPostgres } from './postgres-process.ts'
import { type PostgresProfile, postgresConf } from './postgres-settings.ts'
import { claimDataFolder, releaseDataFolder, updateRunFile } from './run-file.ts'

export type EmbeddedDatabase = OpenDatabase & { connection: EmbeddedConnection }

/** Longer than a fast shutdown takes, short enough for the server to end within its 10 s. */
const stopTimeoutMs = 6_000
const port = 5432

/**
 * Starts the embedded PostgreSQL on a data folder, which it makes and fills when it is new. One process at a time
 * has the folder; the fast shutdown at the end leaves nothing to recover, a kill leaves what the WAL holds.
 */
export async function openEmbedded(
  namedFolder: string,
  logger: Logger,
  profile: PostgresProfile = 'durable',
): Promise<EmbeddedDatabase> {
  const binaries = findPostgresBinaries()
  const dataFolder = await takeDataFolder(namedFolder)
  try {
    const cluster = clusterFolder(dataFolder)
    const account = await choosePostgresAccount(cluster, binaries.initdb)
    if (!account.passesClosedFolders) await handOver(account, dataFolder)
    if ((await checkClusterVersion(cluster)) === 'new') {
      logger.info({ dataFolder }, 'Setting up the embedded PostgreSQL')
      await createCluster(dataFolder, binaries, account, profile)
    } else {
      await endOrphan(cluster, logger)
    }
    await writeFile(join(cluster, 'postgresql.conf'), postgresConf(profile), { mode: 0o600 })
    await handOver(account, join(cluster, 'postgresql.conf'))

    const password = await readPassword(dataFolder)
    // The watcher removes it when PostgreSQL has ended.
    const socketFolder = await makeSocketFolder(account)
    const connection = { host: socketFolder, port, user: superuser, password, database: databaseName }
    const postgres = await startPostgres({ binaries, account, cluster, socketFolder, logger })
    await updateRunFile(dataFolder, { connection })
    return { connection, lost: postgres.lost, close: () => close(dataFolder, postgres, logger) }
  } catch (error) {
    await releaseDataFolder(dataFolder)
    throw explainFailure(dataFolder, error)
  }
}

async function close(dataFolder: string, postgres: PostgresProcess, logger: Logger): Promise<void> {
  if (!(await postgres.stop(stopTimeoutMs)))
    logger.warn('PostgreSQL is still shutting down; it will finish by itself')
  await releaseDataFolder(dataFolder).catch((error) =>
    logger.warn({ err: error }, 'run.json could not be removed'),
  )
}

/** Makes the folder if there is none, and claims it. Resolves with its real path: links to it are other names only. */
async function takeDataFolder(namedFolder: string): Promise<string> {
  try {
    // Only a folder made here gets its mode from here; those above it stay as they are.
    if (await makeFolder(namedFolder)) await chmod(namedFolder, 0o700)
    const dataFolder = await realpath(namedFolder)
    await claimDataFolder(dataFolder)
    return dataFolder
  } catch (error) {
    throw explainFailure(namedFolder, error)
  }
}

/**
 * Makes a folder and those above it; false when it is there already. Node's own recursive `mkdir` never ends where a
 * file system answers "no such file" although the folder above is there, as /proc does.
 */
async function makeFolder(path: string): Promise<boolean> {
  try {
    await mkdir(path)
    return true
  } catch (error) {
    if (errorCode(error) === 'ENOENT' && dirname(path) !== path) {
      await makeFolder(dirname(path))
      await mkdir(path)
      return true
    }
    if ((await stat(path).catch(() => null))?.isDirectory()) return false
    throw error
  }
}

/** The path of a socket is limited to some 100 bytes, so it cannot lie in the data folder. */
async function makeSocketFolder(account: PostgresAccount): Promise<string> {
  const longestPath = 100
  for (const parent of new Set([tmpdir(), '/tmp'])) {
    if (join(parent, 'waymark-XXXXXX', `.s.PGSQL.${port}.lock`).length > longestPath) continue
    const folder = await mkdtemp(join(parent, 'waymark-')).catch(() => null)
    if (folder === null) continue
    await handOver(account, folder)
    return folder
  }
  throw new OperatorError(
    'There is no folder for the socket of PostgreSQL: neither TMPDIR nor /tmp can be written.',
  )
}

const reasons: Record<string, string> = {
  EACCES: 'this user may not write there',
  EPERM: 'this user may not write there',
  EROFS: 'the file system is read-only',
  ENOTDIR: 'a part of its path is a file',
  EEXIST: 'it is a file',
  ENOSPC: 'the disk is full',
  EDQUOT: 'the disk quota is used up',
  ENOENT: 'it cannot be made there',
}

function explainFailure(dataFolder: string, error: unknown): unknown {
  const reason = reasons[errorCode(error) ?? '']
  if (error instanceof OperatorError || reason === undefined) return error
  return new OperatorError(
    `The data folder ${dataFolder} cannot be used: ${reason}. Choose another one with WAYMARK_DATA.`,
    { cause: error },
  )
}
