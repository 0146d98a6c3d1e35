import { fork, spawn } from 'node:child_process'
import { readFileSync, writeFileSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import type { ClientConfig } from 'pg'
import type { CopyScenario } from './copy-load.ts'
import type { Measured, Scenario } from './load.ts'
import type { RawMeasured, RawScenario } from './raw-load.ts'
import { provisioning } from './traffic.ts'

const waymark = fileURLToPath(new URL('../../server/bin/waymark', import.meta.url))
const file = (name: string): string => fileURLToPath(new URL(name, import.meta.url))

export interface Waymark {
  readonly url: string
  /** From spawn to ready. */
  readonly startMs: number
  readonly connection: ClientConfig
  /** Resident memory of the server's process, in MiB. */
  memoryMiB(): number
  stop(): Promise<void>
}

/** Sets up what the load uses, as an operator would before the first start. */
export async function provisionWaymark(folder: string): Promise<void> {
  const provisioningFile = join(folder, 'provisioning.json')
  writeFileSync(provisioningFile, JSON.stringify(provisioning))
  await runCommand(folder, ['provision', provisioningFile])
}

/** Runs a command of the command line on the database in this folder. */
export async function runCommand(folder: string, args: readonly string[]): Promise<void> {
  const child = spawn(waymark, args, { env: environment(folder), stdio: ['ignore', 2, 2] })
  const status = await new Promise((done) => child.on('exit', done))
  if (status !== 0) throw new Error(`waymark ${args.join(' ')} failed.`)
}

/** Starts Waymark as `npm start` does, on a folder and a free port, and waits until it is ready. */
export async function startWaymark(
  folder: string,
  variables: Readonly<Record<string, string>> = {},
): Promise<Waymark> {
  const began = performance.now()
  const child = spawn(waymark, ['start'], {
    env: { ...environment(folder), ...variables },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  let output = ''
  child.stdout.on('data', (data: Buffer) => {
    output += data.toString()
  })
  let exited = false
  const exit = new Promise<void>((done) =>
    child.on('exit', () => {
      exited = true
      done()
    }),
  )
  let port: string | undefined
  while (port === undefined) {
    if (exited) throw new Error(`Waymark did not start:\n${output}`)
    await sleep(2)
    port = /http:\/\/localhost:(\d+)/.exec(output)?.[1]
  }
  const url = `http://127.0.0.1:${port}`
  while (!(await isReady(url))) await sleep(2)
  const startMs = performance.now() - began
  const run = JSON.parse(await readFile(join(folder, 'data', 'run.json'), 'utf8')) as {
    connection: ClientConfig
  }

  return {
    url,
    startMs,
    connection: run.connection,
    memoryMiB: () => {
      const status = readFileSync(`/proc/${child.pid}/status`, 'utf8')
      return Number(/VmRSS:\s+(\d+) kB/.exec(status)?.[1] ?? 0) / 1024
    },
    async stop() {
      child.kill('SIGTERM')
      await exit
    },
  }
}

function environment(folder: string): NodeJS.ProcessEnv {
  return {
    ...process.env,
    WAYMARK_DATA: join(folder, 'data'),
    WAYMARK_PORT: '0',
    WAYMARK_LOG_LEVEL: 'error',
    DATABASE_URL: '',
  }
}

async function isReady(url: string): Promise<boolean> {
  try {
    return (await fetch(`${url}/health/ready`)).ok
  } catch {
    return false
  }
}

export async function startFloorServer(): Promise<{ url: string; stop(): void }> {
  const child = fork(file('floor-server.ts'))
  const port = await new Promise<number>((done) =>
    child.once('message', (message) => done((message as { port: number }).port)),
  )
  return { url: `http://127.0.0.1:${port}`, stop: () => child.disconnect() }
}

/** Runs a scenario in a process of its own, so that load and server never share a thread. */
export function runLoad(scenario: Scenario): Promise<Measured> {
  return runInProcess('load.ts', scenario)
}

export function runRawLoad(scenario: RawScenario): Promise<RawMeasured> {
  return runInProcess('raw-load.ts', scenario)
}

export function runCopyLoad(scenario: CopyScenario): Promise<number> {
  return runInProcess('copy-load.ts', scenario)
}

function runInProcess<Result>(
  name: string,
  scenario: Scenario | RawScenario | CopyScenario,
): Promise<Result> {
  return new Promise((resolve, reject) => {
    const child = fork(file(name))
    child.once('message', (message) => resolve(message as Result))
    child.once('error', reject)
    child.once('exit', (code) => reject(new Error(`The load generator ended with ${code}.`)))
    child.send(scenario)
  })
}
