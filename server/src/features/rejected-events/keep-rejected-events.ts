import { setTimeout as sleep } from 'node:timers/promises'
import type { ReportRejected } from '../../domain/rejected-event.ts'
import type { Queries } from '../../platform/database/queries.ts'
import { isDatabaseUnavailable, isStatementTimeout } from '../../platform/database/query-errors.ts'
import { describeDefect, type Logger } from '../../platform/logger.ts'
import { deleteRejectedEvents } from './delete-rejected-events.queries.ts'
import { insertRejectedEvents } from './insert-rejected-events.queries.ts'
import { RejectedBuffer } from './rejected-buffer.ts'

export interface RejectedEventKeeper {
  readonly report: ReportRejected
  /** Events that wait to be stored. */
  readonly waiting: number
  /** Events that could not be stored, since the start. */
  readonly lost: number
  /** Stores what waits. Where the database is away that is lost, and the log says how much it was. */
  close(): Promise<void>
}

export interface KeeperOptions {
  readonly queries: Queries
  readonly logger: Logger
  /** Milliseconds since 1970. */
  readonly now: () => number
  /** The setting `rejected.retentionDays`, as it is at the moment. */
  readonly retentionDays: () => number
}

/** What is reported within this time is written together. */
const WRITE_EVERY_MS = 100
const RETRY_AFTER_MS = 1_000
const DELETE_EVERY_MS = 60 * 60_000
const DAY_MS = 24 * 60 * 60_000

/**
 * Keeps rejected events off the way of requests (docs/spec/waymark.md §7): one writer stores what has gathered, and waits
 * for a database that is away. Once an hour it deletes what is older than the setting says.
 */
export function keepRejectedEvents({
  queries,
  logger,
  now,
  retentionDays,
}: KeeperOptions): RejectedEventKeeper {
  const buffer = new RejectedBuffer()
  const closing = new AbortController()
  let timer: NodeJS.Timeout | undefined
  let writing: Promise<void> | null = null
  let isAway = false
  let lostEvents = 0
  const deleting = deleteRegularly()

  return {
    report(event) {
      buffer.add(event)
      writeSoon(WRITE_EVERY_MS)
    },
    get waiting() {
      return buffer.size
    },
    get lost() {
      return lostEvents
    },
    async close() {
      closing.abort()
      clearTimeout(timer)
      await deleting
      await writing
      await write()
      const { events, counts } = buffer.take()
      if (counts.length > 0) logger.warn({ events: events.length }, 'Rejected events were lost')
    },
  }

  function writeSoon(ms: number): void {
    if (timer !== undefined || writing !== null || closing.signal.aborted) return
    timer = setTimeout(() => {
      timer = undefined
      writing = write().finally(() => {
        writing = null
        if (!buffer.isEmpty) writeSoon(isAway ? RETRY_AFTER_MS : WRITE_EVERY_MS)
      })
    }, ms)
    timer.unref()
  }

  /** Never throws. */
  async function write(): Promise<void> {
    if (buffer.isEmpty) return
    const batch = buffer.take()
    try {
      await insertRejectedEvents(queries, batch)
      isAway = false
    } catch (error) {
      if (!isDatabaseUnavailable(error) && !isStatementTimeout(error)) {
        // Sent again it would fail again, and keep out what comes after it.
        lostEvents += batch.events.length
        logger.error(
          { events: batch.events.length, ...describeDefect(error as Error) },
          'Rejected events were lost',
        )
        return
      }
      if (!isAway) logger.warn('Rejected events cannot be stored now, and wait')
      isAway = true
      buffer.putBack(batch)
      return
    }
    const lost = buffer.takeLost()
    lostEvents += lost.events
    if (lost.events > 0) logger.warn({ lost }, 'Rejected events were lost while they could not be stored')
  }

  async function deleteRegularly(): Promise<void> {
    while (!closing.signal.aborted) {
      try {
        const before = new Date(now() - retentionDays() * DAY_MS)
        while (!closing.signal.aborted && (await deleteRejectedEvents(queries, before))) {}
      } catch (error) {
        logger.warn(describeDefect(error as Error), 'Old rejected events could not be deleted')
      }
      await sleep(DELETE_EVERY_MS, undefined, { signal: closing.signal, ref: false }).catch(() => {})
    }
  }
}
