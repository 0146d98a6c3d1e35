import { readFile, rm, stat } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Logger } from '../logger.ts'
import { OperatorError } from '../operator-error.ts'
import { errorCode, isMissing } from './file-errors.ts'
import { commandLine, isAlive, workingFolder } from './processes.ts'

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
  const { pid, socketFolder } = await readPidFile(pidFile)
  if (pid <= 0 || !isAlive(pid)) return
  if (!(await mayBeOrphan(pid, cluster))) {
    // Another process has that id by now, in a container even regularly, and PostgreSQL would refuse to start.
    await rm(pidFile, { force: true })
    return
  }
  logger.info({ pid }, 'Ending the PostgreSQL of an earlier run')
  for (const { signal, patienceMs } of steps) {
    if (!send(pid, signal)) break
    if (!(await waitForEnd(pid, patienceMs))) continue
    // Its watcher, if there is none any more, would have done this.
    if (basename(socketFolder).startsWith('waymark-'))
      await rm(socketFolder, { recursive: true, force: true })
    return
  }
  throw new OperatorError(
    `The PostgreSQL of an earlier run (process ${pid}) does not end. Stop it and start again.`,
  )
}

/**
 * False only for what certainly is none: no PostgreSQL, or that of another folder, as in a copy of the data of a
 * server that runs. Names do not tell folders apart, since there are links: PostgreSQL works in its cluster.
 */
async function mayBeOrphan(pid: number, cluster: string): Promise<boolean> {
  if (!/(?:^|\/)postgres(?:\s|$)/.test(await commandLine(pid))) return false
  const folder = workingFolder(pid)
  if (folder === null) return true
  const [own, found] = await Promise.all([stat(cluster), stat(folder).catch(() => null)])
  return found === null || (found.ino === own.ino && found.dev === own.dev)
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

/** `postmaster.pid`: the process id in the first line, the socket's folder in the fifth. Id 0 when there is no file. */
async function readPidFile(pidFile: string): Promise<{ pid: number; socketFolder: string }> {
  try {
    const [pid = '', , , , socketFolder = ''] = (await readFile(pidFile, 'utf8')).split('\n')
    return { pid: Number.parseInt(pid, 10) || 0, socketFolder }
  } catch (error) {
    if (isMissing(error)) return { pid: 0, socketFolder: '' }
    throw error
  }
}
