import { errorCode } from '../../platform/database/file-errors.ts'
import { checkListening, type Place } from '../listening.ts'
import { type Finding, ok, problem, reasonOf, warning } from './finding.ts'

const patienceMs = 3_000

/** Whether the port is free, or a Waymark has it; of that one, whether it serves. */
export async function checkServer(place: Place, running: { address: string } | null): Promise<Finding[]> {
  const address = running?.address ?? null
  if (place.port === 0) return [ok('port', 'A free one is picked at each start.'), ...(await ask(address))]
  try {
    await checkListening(place)
    return [ok('port', `${place.port} is free.`), ...(await ask(address))]
  } catch (error) {
    const inUse = error instanceof Error && errorCode(error.cause) === 'EADDRINUSE'
    const found = `http://${reachable(place.host)}:${place.port}`
    if (!inUse || !(await isWaymark(found))) return [problem('port', reasonOf(error))]
    return [ok('port', `A Waymark listens on ${place.port}.`), ...(await ask(address ?? found))]
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

/** What `/health/ready` says. */
async function ask(address: string | null): Promise<Finding[]> {
  if (address === null) return []
  const reply = await readJson(`${address}/health/ready`)
  if (reply === null) return [problem('server', `The server at ${address} does not answer. Restart it.`)]
  const checks = Object.entries(reply.checks ?? {}).filter(([, state]) => state !== 'ok')
  const warnings = Object.values(reply.warnings ?? {})
  if (checks.length === 0 && warnings.length === 0) return [ok('server', `The one at ${address} serves.`)]
  return [
    ...checks.map(([name, state]) => problem('server', `${name}: ${state}`)),
    ...warnings.map((text) => warning('server', text)),
  ]
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
