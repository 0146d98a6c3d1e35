import { readFile, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Logger } from '../logger.ts'
import { OperatorError } from '../operator-error.ts'
import { isMissing } from './file-errors.ts'
import { commandLine, isAlive } from './processes.ts'

/**
 * Waits for the PostgreSQL of a server that was killed: its watcher is shutting it down. If that does not end, it is
 * told to more and more firmly. Call it only when the data folder is claimed, so that it can be nobody else's.
 */
export async function endOrphan(cluster: string, logger: Logger, patienceMs = 10_000): Promise<void> {
  const pidFile = join(cluster, 'postmaster.pid')
  const pid = await readPid(pidFile)
  if (pid === null || !isAlive(pid)) return
  if (!(await commandLine(pid)).includes(cluster)) {
    // Another process has that id by now, in a container even regularly, and PostgreSQL would refuse to start.
    await rm(pidFile, { force: true })
    return
  }
  logger.info({ pid }, 'Waiting for the PostgreSQL of an earlier run to end')
  for (const signal of [null, 'SIGINT', 'SIGQUIT', 'SIGKILL'] as const) {
    if (signal !== null) {
      logger.warn({ pid, signal }, 'Ending the PostgreSQL of an earlier run')
      process.kill(pid, signal)
    }
    if (await waitForEnd(pid, patienceMs)) return
  }
  throw new OperatorError(
    `The PostgreSQL of an earlier run (process ${pid}) does not end. Stop it and start again.`,
  )
}

async function waitForEnd(pid: number, timeoutMs: number): Promise<boolean> {
  const deadline = Date.now() + timeoutMs
  while (isAlive(pid)) {
    if (Date.now() > deadline) return false
    await sleep(20)
  }
  return true
}

async function readPid(pidFile: string): Promise<number | null> {
  try {
    const pid = Number.parseInt(await readFile(pidFile, 'utf8'), 10)
    return Number.isInteger(pid) && pid > 0 ? pid : null
  } catch (error) {
    if (isMissing(error)) return null
    throw error
  }
}
