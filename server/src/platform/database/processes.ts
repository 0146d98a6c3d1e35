import { execFile } from 'node:child_process'
import { readFile } from 'node:fs/promises'
import { promisify } from 'node:util'

const run = promisify(execFile)

/** Whether a process has this id now; it may be another one than the one that was meant. */
export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM'
  }
}

/**
 * When a process began, in a form that only serves to be compared. Ids are given out again, in a container even at
 * every start; with its beginning a process is told apart from a later one of the same id. Null when nobody says.
 */
export async function processStart(pid: number): Promise<string | null> {
  if (process.platform !== 'linux') return askPs(pid, 'lstart=')
  const stat = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => '')
  // Field 22; the name in field 2 may hold spaces and parentheses, so count from behind it.
  return stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19] ?? null
}

/** The command line of a process, with spaces between its words; empty when nobody says. */
export async function commandLine(pid: number): Promise<string> {
  if (process.platform !== 'linux') return (await askPs(pid, 'args=')) ?? ''
  const text = await readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => '')
  return text.replaceAll('\0', ' ')
}

/** A path that leads to the folder a process works in, under whatever name; null where nobody says. */
export function workingFolder(pid: number): string | null {
  return process.platform === 'linux' ? `/proc/${pid}/cwd` : null
}

async function askPs(pid: number, field: string): Promise<string | null> {
  return run('ps', ['-o', field, '-p', String(pid)]).then(
    ({ stdout }) => stdout.trim() || null,
    () => null,
  )
}
