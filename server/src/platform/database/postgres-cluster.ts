import { execFile } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { OperatorError } from '../operator-error.ts'
import { isMissing } from './file-errors.ts'
import { handOver, type PostgresAccount } from './postgres-account.ts'
import { type PostgresBinaries, postgresMajor } from './postgres-binaries.ts'
import type { PostgresProfile } from './postgres-settings.ts'

export const superuser = 'waymark'
export const databaseName = 'waymark'

const halfMade = 'postgres.new-'

/** By which pg_trgm tells letters from other characters; in C the index of names would hold nothing of «Мельник». */
const lettersOfAllAlphabets = process.platform === 'darwin' ? 'en_US.UTF-8' : 'C.UTF-8'

/** Where PostgreSQL's own files lie inside the data folder. */
export function clusterFolder(dataFolder: string): string {
  return join(dataFolder, 'postgres')
}

/** Refuses data that another major version of PostgreSQL has made. */
export async function checkClusterVersion(cluster: string): Promise<'new' | 'existing'> {
  const found = await readClusterVersion(cluster)
  if (found === null) return 'new'
  if (found === String(postgresMajor)) return 'existing'
  const remedy =
    Number(found) > postgresMajor
      ? 'Start the newer version of Waymark that made it'
      : 'Take a backup with the version of Waymark that made it (waymark backup) and restore that here'
  throw new OperatorError(
    `${cluster} belongs to PostgreSQL ${found}, this Waymark brings ${postgresMajor}. ` +
      `${remedy}, or choose another folder with WAYMARK_DATA.`,
  )
}

/** The major version of PostgreSQL that made the data; null when there is none. */
export async function readClusterVersion(cluster: string): Promise<string | null> {
  try {
    return (await readFile(join(cluster, 'PG_VERSION'), 'utf8')).trim()
  } catch (error) {
    if (isMissing(error)) return null
    throw error
  }
}

/**
 * Makes a new cluster with its database. It is made beside its final place and moved there when it is complete, so
 * that a full disk or a kill on the way leaves nothing that the next start would take for data.
 */
export async function createCluster(
  dataFolder: string,
  binaries: PostgresBinaries,
  account: PostgresAccount,
  profile: PostgresProfile,
): Promise<void> {
  const password = await keepPassword(dataFolder)
  await removeHalfMade(dataFolder)
  const workFolder = join(dataFolder, `${halfMade}${process.pid}`)
  const unfinished = join(workFolder, 'postgres')
  const passwordFile = join(workFolder, 'password')
  try {
    await mkdir(workFolder, { mode: 0o700 })
    await mkdir(unfinished, { mode: 0o700 })
    await writeFile(passwordFile, password, { mode: 0o600 })
    await handOver(account, workFolder, unfinished, passwordFile)
    const initdb = [
      ...[binaries.initdb, '--pgdata', unfinished, '--username', superuser, '--pwfile', passwordFile],
      ...['--auth', 'scram-sha-256', '--encoding', 'UTF8', '--no-instructions'],
      // Sorted by code point, as fast as C, but what is upper and lower case holds for every alphabet: names are searched.
      ...['--locale', 'C', '--locale-provider', 'builtin', '--builtin-locale', 'C.UTF-8'],
      ...(profile === 'throwaway' ? ['--no-sync'] : []),
    ]
    const make = (characters: string) => runTool([...account.prefix, ...initdb, '--lc-ctype', characters])
    // A system without this locale has a search that reads all names for one that is not of ASCII letters.
    await make(lettersOfAllAlphabets).catch(() => make('C'))
    const singleUser = [
      binaries.postgres,
      '--single',
      '-D',
      unfinished,
      '-c',
      'log_checkpoints=off',
      'postgres',
    ]
    await runTool([...account.prefix, ...singleUser], `CREATE DATABASE ${databaseName}\n`)
    await rename(unfinished, clusterFolder(dataFolder))
  } catch (error) {
    throw explainFailure(dataFolder, error)
  } finally {
    await rm(workFolder, { recursive: true, force: true })
  }
}

/** The password of the embedded PostgreSQL, which nobody has to type: made once, kept in the data folder. */
export async function readPassword(dataFolder: string): Promise<string> {
  const file = passwordPath(dataFolder)
  try {
    return (await readFile(file, 'utf8')).trim()
  } catch (cause) {
    throw new OperatorError(
      `Cannot read ${file}, the password of the embedded PostgreSQL. Put it back, or start with an empty WAYMARK_DATA.`,
      { cause },
    )
  }
}

async function keepPassword(dataFolder: string): Promise<string> {
  try {
    await writeFile(passwordPath(dataFolder), `${randomBytes(24).toString('base64url')}\n`, {
      mode: 0o600,
      flag: 'wx',
    })
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error
  }
  return readPassword(dataFolder)
}

function passwordPath(dataFolder: string): string {
  return join(dataFolder, 'postgres-password')
}

async function removeHalfMade(dataFolder: string): Promise<void> {
  const names = await readdir(dataFolder)
  const stale = names.filter((name) => name.startsWith(halfMade))
  await Promise.all(stale.map((name) => rm(join(dataFolder, name), { recursive: true, force: true })))
}

class ToolError extends Error {}

function runTool([command = '', ...args]: string[], input = ''): Promise<void> {
  return new Promise((resolve, reject) => {
    const child = execFile(command, args, (error, _stdout, stderr) => {
      // In single-user mode a failed statement is told on stderr only.
      if (error || /^(ERROR|FATAL|PANIC):/m.test(stderr))
        reject(new ToolError(stderr.trim() || error?.message))
      else resolve()
    })
    // A tool that ends before it has read its input says why by itself.
    child.stdin?.on('error', () => {}).end(input)
  })
}

function explainFailure(dataFolder: string, error: unknown): unknown {
  if (!(error instanceof Error)) return error
  if (/No space left on device|ENOSPC|Check free disk space/.test(error.message)) {
    return new OperatorError(
      `The disk of ${dataFolder} is full. Make room (about 100 MB to begin with) and start again.`,
    )
  }
  if (!(error instanceof ToolError)) return error
  const reason = error.message.split('\n').findLast((line) => /error|fatal/i.test(line)) ?? error.message
  const remedy = /Permission denied/.test(reason)
    ? ' Start Waymark as an ordinary user who owns that folder, or choose another one with WAYMARK_DATA.'
    : ''
  return new OperatorError(`PostgreSQL could not be set up in ${dataFolder}: ${reason}.${remedy}`, {
    cause: error,
  })
}
