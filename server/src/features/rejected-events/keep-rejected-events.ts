import { setTimeout as sleep } from 'node:timers/promises'
import { newId } from '../../domain/ids.ts'
import type { ReportRejected } from '../../domain/rejected-event.ts'
import type { Queries } from '../../platform/database/queries.ts'
import { isDatabaseUnavailable, isStatementTimeout } from '../../platform/database/query-errors.ts'
import { describeDefect, type Logger } from '../../platform/logger.ts'
import { deleteRejectedEvents } from './delete-rejected-events.queries.ts'
import { insertRejectedEvents, type NumberedBatch } from './insert-rejected-events.queries.ts'
import { type KeepingTools, type Lost, type RejectedBatch, RejectedBuffer } from './rejected-buffer.ts'

export interface RejectedEventKeeper {
  readonly report: ReportRejected
  /** Events that wait to be stored. */
  readonly waiting: number
  readonly lost: Lost
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
  readonly tools: KeepingTools
}

/** What is reported within this time is written together. */
const WRITE_EVERY_MS = 100
const RETRY_AFTER_MS = 1_000
const DELETE_EVERY_MS = 60 * 60_000
const DAY_MS = 24 * 60 * 60_000

/**
 * Keeps rejected events off the way of requests (docs/spec/waymark.md §7): one writer stores what has gathered, and waits
 * for a database that is away. What was under way then is sent again as it was, since it may be stored. Once an hour it
 * deletes what is older than the setting says.
 */
export function keepRejectedEvents({
  queries,
  logger,
  now,
  retentionDays,
  tools,
}: KeeperOptions): RejectedEventKeeper {
  const buffer = new RejectedBuffer(tools)
  const closing = new AbortController()
  let timer: NodeJS.Timeout | undefined
  let writing: Promise<void> | null = null
  let isAway = false
  const writer = newId(now())
  let number = 0
  /** The batch of which nobody knows whether it is stored. */
  let pending: NumberedBatch | null = null
  /** What the database did not take. */
  let refused: Lost = { events: 0, counted: 0 }
  /** What the log has said of the buffer. */
  let told: Lost = refused
  const deleting = deleteRegularly()

  return {
    report(event) {
      buffer.add(event)
      writeSoon(WRITE_EVERY_MS)
    },
    get waiting() {
      return buffer.size + (pending?.events.length ?? 0)
    },
    get lost() {
      const { events, counted } = buffer.lost
      return { events: events + refused.events, counted: counted + refused.counted }
    },
    async close() {
      closing.abort()
      clearTimeout(timer)
      await deleting
      await writing
      while (!isEmpty() && (await write())) {}
      if (isEmpty()) return
      const events = (pending?.events.length ?? 0) + buffer.size
      logger.warn({ events, mayBeStored: pending !== null }, 'Rejected events were lost')
    },
  }

  function writeSoon(ms: number): void {
    if (timer !== undefined || writing !== null || closing.signal.aborted) return
    timer = setTimeout(() => {
      timer = undefined
      writing = write().then(() => {
        writing = null
        if (!isEmpty()) writeSoon(isAway ? RETRY_AFTER_MS : WRITE_EVERY_MS)
      })
    }, ms)
    timer.unref()
  }

  function isEmpty(): boolean {
    return pending === null && buffer.isEmpty
  }

  /** Never throws. False while the database is away. */
  async function write(): Promise<boolean> {
    if (isEmpty()) return true
    const batch = pending ?? { writer, number: ++number, ...buffer.take() }
    pending = batch
    try {
      await insertRejectedEvents(queries, batch)
      pending = null
    } catch (error) {
      if (isDatabaseUnavailable(error) || isStatementTimeout(error)) {
        if (!isAway) logger.warn('Rejected events cannot be stored now, and wait')
        isAway = true
        return false
      }
      pending = leaveOut(batch, error as Error)
    }
    isAway = false
    tellOfLost()
    return true
  }

  /** What the database does not take it will not take the next time: the events first, since the counts can do without. */
  function leaveOut({ events, counts, ...batch }: NumberedBatch, error: Error): NumberedBatch | null {
    const lost =
      events.length > 0 ? { events: events.length, counted: 0 } : { events: 0, counted: totalOf(counts) }
    refused = { events: refused.events + lost.events, counted: refused.counted + lost.counted }
    logger.error({ lost, ...describeDefect(error) }, 'Rejected events were lost')
    return events.length > 0 ? { ...batch, events: [], counts } : null
  }

  function tellOfLost(): void {
    const { events, counted } = buffer.lost
    const lost = { events: events - told.events, counted: counted - told.counted }
    if (lost.events > 0 || lost.counted > 0)
      logger.warn({ lost }, 'Rejected events were lost while they could not be stored')
    told = buffer.lost
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

function totalOf(counts: RejectedBatch['counts']): number {
  return counts.reduce((sum, { count }) => sum + count, 0)
}
