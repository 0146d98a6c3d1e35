import { errorCode } from '../../platform/database/file-errors.ts'
import { checkListening, type Place } from '../listening.ts'
import { type Finding, ok, orOk, problem, reasonOf, warning } from './finding.ts'

const patienceMs = 3_000

/** Whether the port is free, or a Waymark has it; and the address of the one to ask, if any runs. */
export async function checkPort(
  place: Place,
  running: { address: string } | null,
): Promise<{ port: Finding; address: string | null }> {
  const address = running?.address ?? null
  if (place.port === 0) return { port: ok('port', 'A free one is picked at each start.'), address }
  try {
    await checkListening(place)
    return { port: ok('port', `${place.port} is free.`), address }
  } catch (error) {
    const inUse = error instanceof Error && errorCode(error.cause) === 'EADDRINUSE'
    const found = `http://${reachable(place.host)}:${place.port}`
    if (!inUse || !(await isWaymark(found))) return { port: problem('port', reasonOf(error)), address: null }
    return { port: ok('port', `A Waymark listens on ${place.port}.`), address: address ?? found }
  }
}

/** Whether the port that metrics have for themselves is free, or a Waymark has it. */
export async function checkMetricsPort(place: Place): Promise<Finding> {
  const check = 'metrics port'
  if (place.port === 0) return ok(check, 'A free one is picked at each start.')
  try {
    await checkListening(place)
    return ok(check, `${place.port} is free.`)
  } catch (error) {
    const found = await fetch(`http://${reachable(place.host)}:${place.port}/metrics`, {
      signal: AbortSignal.timeout(patienceMs),
    }).then(
      (reply) => reply.text(),
      () => '',
    )
    return found.includes('waymark_')
      ? ok(check, `A Waymark listens on ${place.port}.`)
      : problem(check, reasonOf(error))
  }
}

/** What a server says of itself. */
export interface Answer {
  readonly address: string
  /** Sentences; null: it does not answer. */
  readonly hindrances: readonly string[] | null
  readonly warnings: readonly string[]
}

/** Asks `/health/ready`. */
export async function askServer(address: string): Promise<Answer> {
  const reply = await readJson(`${address}/health/ready`)
  if (reply === null) return { address, hindrances: null, warnings: [] }
  const hindrances = Object.values(reply.checks ?? {}).filter((state) => state !== 'ok')
  // What cannot be known for one reason is no reason of its own.
  const known = hindrances.filter((state) => !state.startsWith('Unknown '))
  return {
    address,
    hindrances: known.length > 0 ? known : hindrances,
    warnings: Object.values(reply.warnings ?? {}),
  }
}

/** `isOnDatabase`: whether a server is connected to the database that was looked at; null where none was. */
export function describeServer(
  { address, hindrances, warnings }: Answer,
  isOnDatabase: boolean | null,
): Finding[] {
  if (hindrances === null) return [problem('server', `The server at ${address} does not answer. Restart it.`)]
  const findings = warnings.map((text) => warning('server', text))
  if (isOnDatabase === false) {
    const other = 'is on another database: it was started with other variables than these'
    findings.push(warning('server', `The one at ${address} ${other}.`))
  }
  if (hindrances.length > 0) {
    const reasons = hindrances.join(' ')
    findings.push(problem('server', `The one at ${address} answers 503: ${reasons}`))
  }
  return orOk(findings, 'server', `The one at ${address} serves.`)
}

/** Whether what answers under an address is a Waymark. */
export async function isWaymark(address: string): Promise<boolean> {
  return (await readJson(`${address}/health/live`))?.status === 'live'
}

type Health = { status?: unknown; checks?: Record<string, string>; warnings?: Record<string, string> }

async function readJson(url: string): Promise<Health | null> {
  try {
    const reply = await fetch(url, { signal: AbortSignal.timeout(patienceMs) })
    return (await reply.json()) as Health
  } catch {
    return null
  }
}

function reachable(host: string): string {
  if (host === '0.0.0.0') return '127.0.0.1'
  if (host === '::') return '[::1]'
  return host.includes(':') ? `[${host}]` : host
}
