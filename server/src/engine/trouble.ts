/**
 * What an error asks of a lane whose connection is still good:
 * - `conflict`: another transaction was in the way; load again, run again
 * - `locked`: somebody keeps a row locked for longer than a batch takes; commands of others can go on
 * - `unavailable`: the server is short of something (disk, memory, connections) or shutting down;
 *   nothing about the commands is wrong
 * - `poison`: some command of the batch cannot be stored; whichever it is, the others can
 */
export type Trouble = 'conflict' | 'locked' | 'unavailable' | 'poison'

const CONFLICTS = new Set([
  '40001', // serialization_failure
  '40P01', // deadlock_detected
  '23505', // unique_violation: a contact, an address or an activity that came in between
])

const LOCK_NOT_AVAILABLE = '55P03'

/** SQLSTATE classes: resources, objects in a state that forbids it, operator intervention, system error, configuration file. */
const UNAVAILABLE_CLASSES = new Set(['53', '55', '57', '58', 'F0'])

export function judgeError(error: unknown): Trouble {
  const code = sqlState(error)
  if (code === null) return 'poison'
  if (CONFLICTS.has(code)) return 'conflict'
  if (code === LOCK_NOT_AVAILABLE) return 'locked'
  return UNAVAILABLE_CLASSES.has(code.slice(0, 2)) ? 'unavailable' : 'poison'
}

function sqlState(error: unknown): string | null {
  if (!(error instanceof Error) || !('code' in error) || typeof error.code !== 'string') return null
  return /^[0-9A-Z]{5}$/.test(error.code) ? error.code : null
}

/** Whether the server is going down, coming up or recovering: it takes nothing. */
export function isShuttingDown(error: unknown): boolean {
  return sqlState(error)?.startsWith('57P') === true
}
