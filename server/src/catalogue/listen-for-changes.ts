import pg from 'pg'
import { clientConfig } from '../platform/database/client-config.ts'
import type { DatabaseConnection } from '../platform/database/connection.ts'
import { describeDefect, type Logger } from '../platform/logger.ts'
import { CATALOGUE_CHANNEL } from './change-catalogue.ts'

export interface ChangeListener {
  close(): Promise<void>
}

const connectTimeoutMs = 5_000
const firstDelayMs = 200
const longestDelayMs = 10_000
/** Ending a connection that hangs may not hold up a shutdown. */
const endTimeoutMs = 1_000

/**
 * Hears of new versions of the catalogue on a connection of its own, since a pooled one cannot listen. A connection
 * that is lost is replaced, sooner at first and then every 10 s; `onChange` gets the number of the version, or null
 * when some may have been missed. Resolves when it listens or its first attempt has failed; never throws.
 */
export async function listenForChanges(options: {
  connection: DatabaseConnection
  logger: Logger
  onChange: (version: number | null) => void
}): Promise<ChangeListener> {
  const { connection, logger, onChange } = options
  let client: pg.Client | null = null
  let retry: NodeJS.Timeout | undefined
  let failures = 0
  let closed = false

  async function connect(): Promise<void> {
    const candidate = new pg.Client({
      ...clientConfig(connection, 'waymark catalogue'),
      keepAlive: true,
      connectionTimeoutMillis: connectTimeoutMs,
    })
    // What broke is told by `end` or by the rejection below; an `error` without a listener would end the process.
    candidate.on('error', () => {})
    candidate.on('notification', ({ payload }) => onChange(Number(payload)))
    client = candidate
    try {
      await candidate.connect()
      await candidate.query(`LISTEN ${CATALOGUE_CHANNEL}`)
    } catch (error) {
      await endConnection(candidate)
      reconnectLater(error)
      return
    }
    candidate.once('end', () => reconnectLater(new Error('The connection ended')))
    if (failures > 0) {
      logger.info('Hearing of changes of the catalogue again')
      onChange(null)
    }
    failures = 0
  }

  function reconnectLater(error: unknown): void {
    if (closed) return
    const delayMs = Math.min(firstDelayMs * 2 ** failures, longestDelayMs)
    // The first one is news; what follows until it works again is the same trouble.
    logger[failures === 0 ? 'warn' : 'debug'](
      { ...(error instanceof Error && describeDefect(error)), delayMs },
      'Not hearing of changes of the catalogue',
    )
    failures++
    retry = setTimeout(connect, delayMs)
    retry.unref()
  }

  await connect()
  return {
    async close() {
      closed = true
      clearTimeout(retry)
      if (client !== null) await endConnection(client)
    },
  }
}

async function endConnection(client: pg.Client): Promise<void> {
  let timer: NodeJS.Timeout | undefined
  const timeout = new Promise<void>((resolve) => {
    timer = setTimeout(resolve, endTimeoutMs)
  })
  await Promise.race([client.end().catch(() => {}), timeout])
  clearTimeout(timer)
}
