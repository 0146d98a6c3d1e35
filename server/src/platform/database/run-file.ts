import { link, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { OperatorError } from '../operator-error.ts'
import type { EmbeddedConnection } from './connection.ts'
import { errorCode, isMissing } from './file-errors.ts'
import { isAlive, processStart } from './processes.ts'

/**
 * `run.json` in the data folder says which process uses the embedded PostgreSQL. It is written when the folder is
 * claimed, completed when the server listens, and removed at a clean stop. A process that was killed leaves it
 * behind; the next one sees that and takes over.
 */
export type RunFile = {
  pid: number
  /** See `processStart`: without it a later process of the same id would look like the owner. */
  processStart: string | null
  /** Where the server listens; null while it starts, and for a command that opened the database for its own time. */
  address: string | null
  connection: EmbeddedConnection | null
}

/** A Waymark server that is ready, as a command beside it sees it. */
export type RunningServer = { pid: number; address: string; connection: EmbeddedConnection }

/** The server that runs on the embedded database of this folder, or null. */
export async function findRunning(dataFolder: string): Promise<RunningServer | null> {
  const found = await readRunFile(runFilePath(dataFolder))
  if (!found?.address || !found.connection || !(await isOwnerAlive(found))) return null
  return { pid: found.pid, address: found.address, connection: found.connection }
}

/** Takes the folder for this process, or says who has it. PostgreSQL's own lock stays the last word. */
export async function claimDataFolder(dataFolder: string): Promise<void> {
  const claim: RunFile = {
    pid: process.pid,
    processStart: await processStart(process.pid),
    address: null,
    connection: null,
  }
  const own = `${runFilePath(dataFolder)}.${process.pid}`
  await writeFile(own, toText(claim), { mode: 0o600 })
  try {
    // A link is made whole or not at all, and only one process succeeds.
    while (!(await linkIfFree(own, runFilePath(dataFolder)))) await removeStale(dataFolder)
  } finally {
    await rm(own, { force: true })
  }
}

async function removeStale(dataFolder: string): Promise<void> {
  const path = runFilePath(dataFolder)
  const owner = await readRunFile(path)
  if (owner && (await isOwnerAlive(owner))) throw inUse(dataFolder, owner)
  // Moved aside and looked at again: another process may have taken the folder since it was read.
  const aside = `${path}.stale-${process.pid}`
  try {
    await rename(path, aside)
  } catch (error) {
    if (isMissing(error)) return
    throw error
  }
  const moved = await readRunFile(aside)
  if (moved && (await isOwnerAlive(moved))) await linkIfFree(aside, path)
  await rm(aside, { force: true })
}

async function linkIfFree(from: string, to: string): Promise<boolean> {
  try {
    await link(from, to)
    return true
  } catch (error) {
    if (errorCode(error) === 'EEXIST') return false
    throw error
  }
}

/** Completes the claim of this process: how to reach the database, and later where the server listens. */
export async function updateRunFile(
  dataFolder: string,
  change: Partial<Pick<RunFile, 'address' | 'connection'>>,
): Promise<void> {
  const current = await readRunFile(runFilePath(dataFolder))
  if (current?.pid !== process.pid) return
  // Readers never see half a file.
  const next = `${runFilePath(dataFolder)}.new`
  await writeFile(next, toText({ ...current, ...change }), { mode: 0o600 })
  await rename(next, runFilePath(dataFolder))
}

/** Gives the folder back. */
export async function releaseDataFolder(dataFolder: string): Promise<void> {
  const current = await readRunFile(runFilePath(dataFolder))
  if (current?.pid === process.pid) await rm(runFilePath(dataFolder), { force: true })
}

export function inUse(dataFolder: string, owner: { pid: number; address: string | null }): OperatorError {
  const who = owner.address ? `process ${owner.pid}, ${owner.address}` : `process ${owner.pid}`
  return new OperatorError(
    `${dataFolder} is in use by a running Waymark (${who}). Stop that one, or choose another folder with WAYMARK_DATA.`,
  )
}

/** What is there belongs to another user, whose server may run on it. */
export function notReadable(dataFolder: string, cause: unknown): OperatorError {
  return new OperatorError(
    `This user may not read ${dataFolder}. Run this as the user who runs Waymark, or choose another folder with WAYMARK_DATA.`,
    { cause },
  )
}

async function isOwnerAlive(owner: RunFile): Promise<boolean> {
  if (!isAlive(owner.pid)) return false
  const start = await processStart(owner.pid)
  return start === null || owner.processStart === null || start === owner.processStart
}

async function readRunFile(path: string): Promise<RunFile | null> {
  try {
    const value: unknown = JSON.parse(await readFile(path, 'utf8'))
    return isRunFile(value) ? value : null
  } catch (error) {
    // Empty or cut short after a crash of the machine: as good as none.
    if (error instanceof SyntaxError || isMissing(error)) return null
    throw errorCode(error) === 'EACCES' ? notReadable(dirname(path), error) : error
  }
}

function isRunFile(value: unknown): value is RunFile {
  return typeof value === 'object' && value !== null && 'pid' in value && Number.isInteger(value.pid)
}

function runFilePath(dataFolder: string): string {
  return join(dataFolder, 'run.json')
}

function toText(content: RunFile): string {
  return `${JSON.stringify(content, null, 2)}\n`
}
