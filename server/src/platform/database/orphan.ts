import { readFile, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Logger } from '../logger.ts'
import { OperatorError } from '../operator-error.ts'
import { errorCode, isMissing } from './file-errors.ts'
import { commandLine, isAlive } from './processes.ts'

/** What is sent, and how long it has to work. SIGINT asks for the fast shutdown that a watcher asks for, too. */
const steps = [
  { signal: 'SIGINT', patienceMs: 30_000 },
  { signal: 'SIGQUIT', patienceMs: 5_000 },
  { signal: 'SIGKILL', patienceMs: 5_000 },
] as const

/**
 * Ends the PostgreSQL that a killed server has left behind, if its watcher has not done so yet. Call it only when the
 * data folder is claimed, so that it can be nobody else's.
 */
export async function endOrphan(cluster: string, logger: Logger): Promise<void> {
  const pidFile = join(cluster, 'postmaster.pid')
  const pid = await readPid(pidFile)
  if (pid === null || !isAlive(pid)) return
  if (!(await commandLine(pid)).includes(cluster)) {
    // Another process has that id by now, in a container even regularly, and PostgreSQL would refuse to start.
    await rm(pidFile, { force: true })
    return
  }
  logger.info({ pid }, 'Ending the PostgreSQL of an earlier run')
  for (const { signal, patienceMs } of steps) {
    if (!send(pid, signal)) break
    if (await waitForEnd(pid, patienceMs)) return
  }
  throw new OperatorError(
    `The PostgreSQL of an earlier run (process ${pid}) does not end. Stop it and start again.`,
  )
}

/** False when it is another user's. */
function send(pid: number, signal: NodeJS.Signals): boolean {
  try {
    process.kill(pid, signal)
    return true
  } catch (error) {
    return errorCode(error) === 'ESRCH'
  }
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
