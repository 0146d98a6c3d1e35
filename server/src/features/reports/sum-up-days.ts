import { type RawBuilder, sql } from 'kysely'
import type { Catalogue, Snapshot } from '../../catalogue/snapshot.ts'
import type { Queries } from '../../platform/database/queries.ts'
import { Problem } from '../shared/problem.ts'
import { type Dimension, dimensions } from './dimensions.ts'
import type { ReportPeriod } from './report-period.ts'
import { sumColumns, sumVisits } from './sum-visits.queries.ts'
import type { VisitFilter } from './visit-filter.ts'
import { runWide } from './wide-queries.ts'

export interface DaySums {
  /**
   * Resolves when the days of a period are summed up. Days that are over and unchanged since are only looked at; those
   * that go on, and those that late events changed, may be {@link FRESH_MS} old. Throws a {@link Problem} when there is
   * so much to be summed up for the first time that nobody waits for it; what was done until then is kept.
   */
  prepare(period: ReportPeriod): Promise<void>
  /** Sums up the newest day of a period that needs it, in turn with those who wait for days; false where none does. */
  sumUpNewest(period: ReportPeriod): Promise<boolean>
}

/** Sums of a day that goes on count as they are. */
const FRESH_MS = 10_000
/** They still do, and are made anew for the next one who asks. */
const PASSABLE_MS = 60_000
/** After its end a day is over: by then every batch of it is committed, whatever the clocks of several servers say. */
const SETTLED_MS = 15 * 60_000
/** Few enough for one statement, on a server that stores a million activities a day. */
const DAYS_AT_ONCE = 4
const PATIENCE_MS = 10_000
const MOST_TRIES = 5

/** Keeps the sums of days (docs/decisions/0014-reports-from-summed-up-days.md). */
export function keepDaySums({
  queries,
  catalogue,
  now,
}: {
  queries: Queries
  catalogue: Catalogue
  now: () => number
}): DaySums {
  /** One after the other: whoever waits finds most of it done. */
  let last: Promise<unknown> = Promise.resolve()

  return {
    async prepare(period) {
      const { needed, passable } = await findStale(queries, period, now())
      if (needed.length > 0) await inTurn(() => sumUp(period))
      // Whoever asks next sees the failure, if it lasts.
      else if (passable.length > 0) void inTurn(() => sumUpAgain(period, passable)).catch(() => {})
    },
    async sumUpNewest(period) {
      let newest: number | undefined
      await inTurn(async () => {
        newest = (await findStale(queries, period, now())).needed.at(-1)
        if (newest !== undefined) await sumUpAgain(period, [newest])
      })
      return newest !== undefined
    },
  }

  function inTurn(work: () => Promise<void>): Promise<void> {
    const turn = last.then(work, work)
    last = turn.catch(() => {})
    return turn
  }

  async function sumUp(period: ReportPeriod): Promise<void> {
    const deadline = performance.now() + PATIENCE_MS
    // Activities of a definition that another server has just made would count as custom ones, for good.
    await catalogue.refresh()
    const { needed } = await findStale(queries, period, now())
    // The newest first: they are what most people look at.
    for (let end = needed.length; end > 0; end -= DAYS_AT_ONCE) {
      if (performance.now() > deadline) throw new Problem('too_slow', stillSumming, [], 5)
      await sumUpRuns(period, needed.slice(Math.max(end - DAYS_AT_ONCE, 0), end))
    }
  }

  async function sumUpAgain(period: ReportPeriod, days: readonly number[]): Promise<void> {
    await catalogue.refresh()
    await sumUpRuns(period, days)
  }

  async function sumUpRuns(period: ReportPeriod, days: readonly number[]): Promise<void> {
    for (const run of splitRuns(days)) await sumUpRun(queries, period, catalogue.snapshot, run, now())
  }
}

const stillSumming =
  'These days are being summed up for the first time, which takes a while. Ask again in some seconds: what is done is kept.'

/** Days of a period by their place in it. */
interface StaleDays {
  /** Nobody may see them as they are. */
  readonly needed: readonly number[]
  /** They will do once more. */
  readonly passable: readonly number[]
}

async function findStale(queries: Queries, period: ReportPeriod, now: number): Promise<StaleDays> {
  const { days, dayBounds, timeZone } = period
  const { rows } = await sql<{ day: string; made_at: Date; is_unchanged: boolean }>`
    SELECT d.day, d.made_at, d.changes = coalesce(c.changes, 0) AS is_unchanged
    FROM report_days d LEFT JOIN report_changes c USING (day)
    WHERE d.day BETWEEN ${period.from}::date AND ${period.to}::date AND d.time_zone = ${timeZone}`.execute(
    queries,
  )
  const known = new Map(rows.map((row) => [row.day, row]))
  const needed: number[] = []
  const passable: number[] = []
  for (const [place, day] of days.entries()) {
    const [start = 0, end = 0] = dayBounds.slice(place, place + 2)
    // What has not begun has nothing to sum up.
    if (start > now) break
    const sums = known.get(day)
    const madeAt = sums?.made_at.getTime() ?? Number.NEGATIVE_INFINITY
    if (sums?.is_unchanged && madeAt >= end + SETTLED_MS) continue
    const age = now - madeAt
    if (age >= 0 && age < FRESH_MS) continue
    if (age >= 0 && age < PASSABLE_MS) passable.push(place)
    else needed.push(place)
  }
  return { needed, passable }
}

/** Runs of neighbours: a stretch of time has no holes. */
function splitRuns(places: readonly number[]): number[][] {
  const runs: number[][] = []
  for (const place of places) {
    const run = runs.at(-1)
    if (run !== undefined && run.at(-1) === place - 1) run.push(place)
    else runs.push([place])
  }
  return runs
}

async function sumUpRun(
  queries: Queries,
  { days, dayBounds, timeZone }: ReportPeriod,
  snapshot: Snapshot,
  places: readonly number[],
  now: number,
): Promise<void> {
  const [first = 0, last = 0] = [places[0], places.at(-1)]
  const named = days.slice(first, last + 1)
  const sums = sumVisits({
    bounds: dayBounds.slice(first, last + 2),
    filter: everything,
    dimensions: Object.keys(dimensions) as Dimension[],
    snapshot,
  })
  for (let tries = 1; ; tries++) {
    try {
      await runWide(
        queries,
        (transaction) => replaceSums(transaction, named, timeZone, sums, now),
        'repeatable read',
      )
      return
    } catch (error) {
      // Another server sums up the same days.
      if (!isConflict(error) || tries === MOST_TRIES) throw error
    }
  }
}

/** Changes are counted as they were when visits were looked at: a repeatable read is of one moment. */
async function replaceSums(
  transaction: Queries,
  days: readonly string[],
  timeZone: string,
  sums: RawBuilder<unknown>,
  now: number,
): Promise<void> {
  // Its key begins with the dimension.
  await sql`DELETE FROM report_visits
    WHERE dimension = ANY(${Object.values(dimensions)}::int[]) AND day = ANY(${days}::date[])`.execute(
    transaction,
  )
  await sql`
    INSERT INTO report_visits (day, dimension, channel_id, robot, number, text, ${sumColumns})
    SELECT (${days}::date[])[slot + 1], dimension, channel_id, robot, number, text, ${sumColumns}
    FROM (${sums}) sums`.execute(transaction)
  await sql`
    INSERT INTO report_days (day, time_zone, changes, made_at)
    SELECT d.day, ${timeZone}, coalesce(c.changes, 0), ${new Date(now)}
    FROM unnest(${days}::date[]) AS d (day) LEFT JOIN report_changes c USING (day)
    ON CONFLICT (day) DO UPDATE SET time_zone = excluded.time_zone, changes = excluded.changes,
      made_at = excluded.made_at`.execute(transaction)
}

const everything: VisitFilter = {
  channelIds: null,
  robots: true,
  campaigns: null,
  sources: null,
  goals: null,
  entryPages: null,
  devices: null,
  countries: null,
}

/** SQLSTATE: serialization_failure, deadlock_detected, unique_violation. */
const conflicts = new Set(['40001', '40P01', '23505'])

function isConflict(error: unknown): boolean {
  return error instanceof Error && 'code' in error && conflicts.has(String(error.code))
}
