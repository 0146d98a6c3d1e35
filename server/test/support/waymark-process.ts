import { type ChildProcess, spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { chmod, mkdtemp, readdir, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { onTestFinished } from 'vitest'

export const projectRoot = fileURLToPath(new URL('../../..', import.meta.url))
const waymark = join(projectRoot, 'server/bin/waymark')

export type WaymarkProcess = {
  child: ChildProcess
  pid: number
  /** What it has written so far, stdout and stderr. */
  output(): string
  ended: Promise<{ status: number | null; signal: NodeJS.Signals | null }>
  /** Resolves with the printed address when the server is ready; fails with its output when it ends before. */
  ready(): Promise<string>
}

/** Runs the command line of Waymark as a process of its own, on a port that is free. */
export function runWaymark(args: string[], env: Record<string, string>): WaymarkProcess {
  return run([waymark, ...args], env)
}

/** Runs any command the same way; it is ended with the test if it still runs. */
export function run(
  [command = '', ...args]: string[],
  env: Record<string, string>,
  { stdin = 'ignore' }: { stdin?: 'ignore' | 'pipe' } = {},
): WaymarkProcess {
  const child = spawn(command, args, {
    cwd: projectRoot,
    env: { ...withoutWaymark(process.env), WAYMARK_PORT: '0', WAYMARK_LOG_LEVEL: 'info', ...env },
    stdio: [stdin, 'pipe', 'pipe'],
    // A group of its own, as a terminal gives to what runs in it.
    detached: true,
  })
  let output = ''
  for (const stream of [child.stdout, child.stderr]) stream?.on('data', (chunk) => (output += chunk))
  const ended: WaymarkProcess['ended'] = new Promise((resolve) => {
    child.once('close', (status, signal) => resolve({ status, signal }))
  })
  onTestFinished(() => {
    if (child.exitCode === null && child.pid !== undefined) killGroup(child.pid)
  })
  return {
    child,
    pid: child.pid ?? -1,
    output: () => output,
    ended,
    async ready() {
      const done = ended.then(() => true)
      while (!(await Promise.race([done, sleep(10, false)]))) {
        const address = /ready at (http:\S+)/.exec(output)?.[1]
        if (address) return address
      }
      throw new Error(`It ended before it was ready:\n${output}`)
    },
  }
}

/** A folder that only its owner may enter, removed with everything in it after the test. */
export async function makePrivateFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'waymark-test-'))
  await chmod(folder, 0o700)
  onTestFinished(() => rm(folder, { recursive: true, force: true, maxRetries: 20, retryDelay: 100 }))
  return folder
}

/** The processes, by id, that have this folder on their command line. */
export async function findProcesses(folder: string): Promise<number[]> {
  const pids = (await readdir('/proc')).filter((name) => /^\d+$/.test(name))
  const found = await Promise.all(
    pids.map(async (pid) => {
      const text = await readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => '')
      return text.includes(folder) ? [Number(pid)] : []
    }),
  )
  return found.flat()
}

/** Polls until it holds; fails after the time limit with what is still wrong. */
export async function eventually(what: string, holds: () => boolean | Promise<boolean>, limitMs = 10_000) {
  const deadline = Date.now() + limitMs
  while (!(await holds())) {
    if (Date.now() > deadline) throw new Error(`Not within ${limitMs} ms: ${what}`)
    await sleep(20)
  }
}

export const hasProc = existsSync('/proc/self/cmdline')

function withoutWaymark(env: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  const foreign = /^(WAYMARK_|HOST$|PORT$|DATABASE_URL$|VITEST|NODE_)/
  return Object.fromEntries(Object.entries(env).filter(([name]) => !foreign.test(name)))
}

function killGroup(pid: number): void {
  try {
    process.kill(-pid, 'SIGKILL')
  } catch {
    // It has just ended by itself.
  }
}
