import { setTimeout as sleep } from 'node:timers/promises'
import type { AnsweredRequest } from '../../domain/answered-request.ts'
import type { Queries } from '../../platform/database/queries.ts'
import { isDatabaseUnavailable, isStatementTimeout } from '../../platform/database/query-errors.ts'
import { describeDefect, type Logger } from '../../platform/logger.ts'
import { TroubleSamples } from './trouble-samples.ts'
import { deleteRequests, insertRequests, type StorableRequest } from './troubled.queries.ts'

export interface TroubleKeeper {
  /** `record` is asked for only where it is kept. */
  keep(request: AnsweredRequest, at: number, record: () => Buffer): void
  /** Stores what waits; where the database is away that is lost. */
  close(): Promise<void>
}

/** What is kept within this time is written together. */
const WRITE_EVERY_MS = 100
const RETRY_AFTER_MS = 1_000
/** What may wait while the database is away: 4 MB at the most, and 250 KB as a rule. The oldest go first. */
const MAX_WAITING = 250
const DELETE_EVERY_MS = 60 * 60_000
const KEPT_MS = 24 * 60 * 60_000

/**
 * Stores samples of the requests that were refused or failed, off the way of requests, and deletes them after a day. What
 * cannot be stored is lost: it is a help for those who look, not a record.
 */
export function keepTroubled({
  queries,
  logger,
  now,
}: {
  readonly queries: Queries
  readonly logger: Logger
  /** Milliseconds since 1970. */
  readonly now: () => number
}): TroubleKeeper {
  const samples = new TroubleSamples()
  const closing = new AbortController()
  let waiting: StorableRequest[] = []
  let timer: NodeJS.Timeout | undefined
  let writing: Promise<void> | null = null
  const deleting = deleteRegularly()

  return {
    keep(answered, at, record) {
      const { key, request, reason } = answered
      const code = reason?.code ?? 'unknown'
      if (!samples.isSample(code, key === null ? request.ip : String(key.id), at)) return
      waiting.push(describe(answered, code, at, record()))
      if (waiting.length > MAX_WAITING) waiting.shift()
      writeSoon(WRITE_EVERY_MS)
    },
    async close() {
      closing.abort()
      clearTimeout(timer)
      await deleting
      await writing
      await write()
    },
  }

  function writeSoon(ms: number): void {
    if (timer !== undefined || writing !== null || closing.signal.aborted) return
    timer = setTimeout(() => {
      timer = undefined
      writing = write().then((isAway) => {
        writing = null
        if (waiting.length > 0) writeSoon(isAway ? RETRY_AFTER_MS : WRITE_EVERY_MS)
      })
    }, ms)
    timer.unref()
  }

  /** Never throws. True while the database is away. */
  async function write(): Promise<boolean> {
    if (waiting.length === 0) return false
    const batch = waiting
    waiting = []
    try {
      await insertRequests(queries, batch)
    } catch (error) {
      if (isDatabaseUnavailable(error) || isStatementTimeout(error)) {
        waiting = [...batch, ...waiting].slice(-MAX_WAITING)
        return true
      }
      logger.error({ lost: batch.length, ...describeDefect(error as Error) }, 'Requests for Live were lost')
    }
    return false
  }

  async function deleteRegularly(): Promise<void> {
    while (!closing.signal.aborted) {
      try {
        while (!closing.signal.aborted && (await deleteRequests(queries, new Date(now() - KEPT_MS)))) {}
      } catch (error) {
        logger.warn(describeDefect(error as Error), 'Old requests of Live could not be deleted')
      }
      await sleep(DELETE_EVERY_MS, undefined, { signal: closing.signal, ref: false }).catch(() => {})
    }
  }
}

/** PostgreSQL takes no NUL, and HTTP no header with one; what plug-ins call their codes may be anything. */
function describe(answered: AnsweredRequest, code: string, at: number, record: Buffer): StorableRequest {
  const { api, endpoint, verdict, key, request, contactId, isPrivate } = answered
  const { origin } = request.headers
  return {
    at,
    requestId: request.id,
    api,
    endpoint,
    verdict,
    code: code.slice(0, 100).replaceAll('\0', '\ufffd').toWellFormed(),
    channelId: key?.channel.id ?? null,
    apiKeyId: key?.id ?? null,
    origin: typeof origin === 'string' ? origin.slice(0, 500) : null,
    contactId: isPrivate ? null : contactId,
    record,
  }
}
