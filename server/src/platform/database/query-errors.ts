import pg from 'pg'

/** SQLSTATE classes and codes of a server that cannot serve now: connection, resources, shutdown, system error. */
const unavailableClasses = new Set(['08', '53', '57', '58'])
const queryCanceled = '57014'
/** What Node says when nobody listens, or the line is cut. */
const networkErrors = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'ENOENT',
  'ENOTFOUND',
  'EPIPE',
  'ETIMEDOUT',
  'EAI_AGAIN',
  'EHOSTUNREACH',
])
/** What `pg` and its pool say without any code. */
const clientMessage =
  /^(Connection terminated|timeout exceeded when trying to connect|Client has encountered a connection error|Query read timeout)/

/** Whether a query failed because the database is away or has no room, and not because of the query. */
export function isDatabaseUnavailable(error: unknown): boolean {
  if (!(error instanceof Error)) return false
  if (error instanceof pg.DatabaseError) {
    return error.code !== queryCanceled && unavailableClasses.has(error.code?.slice(0, 2) ?? '')
  }
  if ('code' in error && typeof error.code === 'string' && networkErrors.has(error.code)) return true
  // Node tries all addresses of a name and reports their errors together.
  if (error instanceof AggregateError) return error.errors.some(isDatabaseUnavailable)
  return clientMessage.test(error.message)
}

/** Whether a query ran into the time limit of its connection. */
export function isStatementTimeout(error: unknown): boolean {
  return error instanceof pg.DatabaseError && error.code === queryCanceled
}
