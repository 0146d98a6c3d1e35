import { type ChildProcess, spawn } from 'node:child_process'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { setTimeout as sleep } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import type { Logger } from '../logger.ts'
import { OperatorError } from '../operator-error.ts'
import type { PostgresAccount } from './postgres-account.ts'
import type { PostgresBinaries } from './postgres-binaries.ts'

/** Stands between the server and PostgreSQL, and stops PostgreSQL when the server is gone. */
const watchScript = fileURLToPath(new URL('watch-postgres.sh', import.meta.url))

/**
 * Memory that each connection of PostgreSQL keeps between statements. The C library of Linux gives what is free at the end
 * of the heap back to the system, and asks for it again with the next batch: some percent of what storing events takes.
 */
const keptMemory = { MALLOC_TOP_PAD_: String(1024 * 1024) }

export type PostgresProcess = {
  /** Asks for a fast shutdown and waits for it. False when it needs longer; it goes on by itself. */
  stop(timeoutMs: number): Promise<boolean>
  /** Resolves with the reason when PostgreSQL ended unasked. */
  lost: Promise<string>
}

/** Starts PostgreSQL and resolves when it takes connections, also after a crash recovery, however long that lasts. */
export async function startPostgres(input: {
  binaries: PostgresBinaries
  account: PostgresAccount
  cluster: string
  socketFolder: string
  logger: Logger
}): Promise<PostgresProcess> {
  const { binaries, account, cluster, socketFolder, logger } = input
  const postgres = [...account.prefix, binaries.postgres, '-D', cluster, '-k', socketFolder]
  const shell = spawn('/bin/sh', [watchScript, socketFolder, ...postgres], {
    // A group and session of its own: Ctrl+C for the server must not stop the database under it.
    detached: true,
    env: { ...process.env, ...keptMemory },
    stdio: ['pipe', 'ignore', 'pipe'],
  })
  let stopping = false
  // What a shutdown ends says so as if it had failed.
  const lastLines = forwardLog(shell, logger, () => stopping)
  const ended = waitForEnd(shell)
  // The pipe breaks when PostgreSQL ends first; its end is told by 'exit'.
  shell.stdin?.on('error', () => {})

  const lost = ended.then(() => (stopping ? new Promise<never>(() => {}) : describeEnd(lastLines)))
  const polling = new AbortController()
  await Promise.race([
    waitUntilReady(cluster, socketFolder, polling.signal),
    ended.then(() => failStart(lastLines)),
  ]).finally(() => polling.abort())

  return {
    lost,
    async stop(timeoutMs) {
      stopping = true
      shell.stdin?.end()
      const waiting = new AbortController()
      const late = sleep(timeoutMs, false, { signal: waiting.signal }).catch(() => false)
      const inTime = await Promise.race([ended.then(() => true), late])
      waiting.abort()
      // Nothing here may keep the server from ending.
      shell.unref()
      shell.stderr?.destroy()
      return inTime
    },
  }
}

/** Resolves when PostgreSQL has ended and what it wrote last has been read. */
async function waitForEnd(shell: ChildProcess): Promise<void> {
  const closed = new Promise<void>((resolve) => shell.once('close', () => resolve()))
  await new Promise<void>((resolve) => shell.once('exit', () => resolve()).once('error', () => resolve()))
  // Not for ever: a process of a PostgreSQL that was killed may go on writing for a while.
  await Promise.race([closed, sleep(200)])
}

/** PostgreSQL writes its state and socket folder into `postmaster.pid`; the folder tells this run from an earlier one. */
async function waitUntilReady(cluster: string, socketFolder: string, signal: AbortSignal): Promise<void> {
  while (!signal.aborted) {
    const lines = (await readFile(join(cluster, 'postmaster.pid'), 'utf8').catch(() => '')).split('\n')
    if (lines[4] === socketFolder && lines[7]?.trim() === 'ready') return
    await sleep(5)
  }
}

function forwardLog(shell: ChildProcess, logger: Logger, isStopping: () => boolean): string[] {
  const lastLines: string[] = []
  if (shell.stderr) {
    createInterface({ input: shell.stderr }).on('line', (line) => {
      lastLines.push(line)
      if (lastLines.length > 20) lastLines.shift()
      if (/^PANIC:/.test(line) || (/^FATAL:/.test(line) && !isStopping())) logger.warn({ postgres: line })
      else logger.debug({ postgres: line })
    })
  }
  return lastLines
}

function failStart(lastLines: string[]): never {
  throw new OperatorError(`The embedded PostgreSQL did not start: ${describeEnd(lastLines)}`)
}

function describeEnd(lastLines: string[]): string {
  const fatal = lastLines.findLast((line) => /^(FATAL|PANIC):/.test(line)) ?? lastLines.at(-1)
  if (!fatal) return 'it ended without a word.'
  if (/No space left on device/.test(fatal)) return 'the disk is full.'
  if (/is still in use|lock file ".*" already exists/.test(fatal)) {
    return (
      'processes of an earlier PostgreSQL still use its data. Start again in a moment; if they are still there then, ' +
      'end the processes named "postgres" that belong to this data folder.'
    )
  }
  return fatal.replace(/^\w+:\s+/, '')
}
