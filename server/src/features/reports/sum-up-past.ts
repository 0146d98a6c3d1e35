import { sql } from 'kysely'
import type { Catalogue } from '../../catalogue/snapshot.ts'
import type { Queries } from '../../platform/database/queries.ts'
import { describeDefect, type Logger } from '../../platform/logger.ts'
import { addDays, createDayOf } from '../shared/days.ts'
import { mostDays, openPeriod, type ReportPeriod } from './report-period.ts'
import type { DaySums } from './sum-up-days.ts'

/** Sums up all days that are over, in the background: nobody should wait for the first report after an upgrade. */
export interface PastSums {
  /** Nothing more where it is under way, in this process or another. Resolves at its end, also where it failed. */
  begin(): Promise<void>
  /** Ends it after its day; what is done is kept. */
  stop(): Promise<void>
}

/** An advisory lock of PostgreSQL: the text `sums` as a number. */
const LOCK = 0x73_75_6d_73

export function createPastSums(options: {
  readonly queries: Queries
  readonly catalogue: Catalogue
  readonly now: () => number
  readonly daySums: DaySums
  readonly logger: Pick<Logger, 'info' | 'warn'>
}): PastSums {
  const { queries, catalogue, now, daySums, logger } = options
  let running: Promise<void> | null = null
  let isStopped = false

  async function sumUpPast(): Promise<void> {
    const period = await findPast(queries, catalogue.snapshot.settings['reports.timeZone'], now())
    if (period === null) return
    await withLock(queries, async () => {
      // As often as there are days, and no more, even if one of them changes all the time.
      for (let done = 0; done < period.days.length && !isStopped; done++) {
        if (!(await daySums.sumUpNewest(period))) return
        if (done === 0) logger.info('Summing up days for reports, in the background')
      }
    })
  }

  return {
    async begin() {
      if (isStopped) return
      running ??= sumUpPast()
        .catch((error: unknown) => {
          const message = 'Days were not summed up: the first reports of them take longer'
          if (!isStopped) logger.warn(error instanceof Error ? describeDefect(error) : {}, message)
        })
        .finally(() => {
          running = null
        })
      await running
    },
    async stop() {
      isStopped = true
      await running
    },
  }
}

/** From the day of the first visit to yesterday, as far back as reports reach; null where there is no such day. */
async function findPast(queries: Queries, timeZone: string, now: number): Promise<ReportPeriod | null> {
  const { rows } = await sql<{ at: Date | null }>`SELECT min(started_at) AS at FROM visits`.execute(queries)
  const at = rows[0]?.at ?? null
  if (at === null) return null
  const dayOf = createDayOf(timeZone)
  const yesterday = addDays(dayOf(now), -1)
  const first = dayOf(at.getTime())
  const earliest = addDays(yesterday, 1 - mostDays)
  return first > yesterday ? null : openPeriod(first > earliest ? first : earliest, yesterday, timeZone)
}

/** Does work that no other process does at the same time; not at all where one does. The lock ends with its connection. */
async function withLock(queries: Queries, work: () => Promise<void>): Promise<void> {
  await queries.connection().execute(async (connection) => {
    const { rows } = await sql<{ locked: boolean }>`
      SELECT pg_try_advisory_lock(${sql.lit(LOCK)}) AS locked`.execute(connection)
    if (rows[0]?.locked !== true) return
    try {
      await work()
    } finally {
      await sql`SELECT pg_advisory_unlock(${sql.lit(LOCK)})`.execute(connection)
    }
  })
}
