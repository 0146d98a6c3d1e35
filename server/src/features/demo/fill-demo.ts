import type pg from 'pg'
import { changeCatalogue } from '../../catalogue/change-catalogue.ts'
import type { Command } from '../../domain/command.ts'
import { createCalendar } from '../../engine/calendar.ts'
import { EngineUnavailable } from '../../engine/contract.ts'
import { openEngine } from '../../engine/engine.ts'
import { addPartitions } from '../../engine/store/add-partitions.ts'
import type { DatabaseConnection } from '../../platform/database/connection.ts'
import { openQueries, type Queries } from '../../platform/database/queries.ts'
import type { Logger } from '../../platform/logger.ts'
import { OperatorError } from '../../platform/operator-error.ts'
import { describeCharacter } from './characters.ts'
import { type DemoCatalogue, setUpDemoCatalogue } from './demo-catalogue.ts'
import { noteDemoContacts } from './demo-contacts.queries.ts'
import { withDemoLock } from './demo-lock.ts'
import { beginDemoRun, type DemoRun, endDemoRun, findDemoRun, forgetDemoRun } from './demo-runs.queries.ts'
import { Feeder } from './feeder.ts'
import { insertDemoRejections } from './insert-demo-rejections.queries.ts'
import { Journey } from './journey.ts'
import { planVisits } from './plan-visits.ts'
import { Rhythm } from './rhythm.ts'

export interface DemoProgress {
  readonly visits: number
  readonly visitsInAll: number
  /** That are stored. */
  readonly activities: number
}

export interface FilledDemo extends DemoProgress {
  /** All visits that began before it are stored, and none that began later; milliseconds since 1970. */
  readonly reached: number
  readonly isComplete: boolean
}

/**
 * Fills a migrated database with the visitors of a small company: people, visits, orders, consents, all of them made up
 * (docs/spec/waymark.md §1). Goes through the engine, in the order of time, so that it may be stopped at any moment and
 * all is as if the server had been stopped then. The same run on another empty database gives the same rows.
 *
 * @throws OperatorError where this seed has been here before, or the database stops storing
 */
export async function fillDemo(options: {
  readonly connection: DatabaseConnection
  readonly logger: Logger
  readonly run: DemoRun
  readonly now: () => number
  /** Ends it after what is under way. */
  readonly signal: AbortSignal
  /** Called often; cheap work only. */
  readonly onProgress: (progress: DemoProgress) => void
}): Promise<FilledDemo> {
  const { connection, logger, run, now } = options
  const db = openQueries(connection)
  try {
    const filled = await withDemoLock(connection, async (client) => {
      const catalogue = await setUpDemoCatalogue(db, logger, new Date(run.from))
      if (!(await beginDemoRun(db, run, now()))) throw await describeEarlierRun(db, run.seed)
      await addPartitions(connection, run.from, run.until)
      const filled = await feedVisits(catalogue, db, options)
      if (filled.isComplete) await insertDemoRejections(db, run, catalogue.channels)
      if (filled.visits === 0) await forgetDemoRun(db, run.seed)
      else await endDemoRun(db, run.seed, filled.reached)
      await analyse(client)
      // Whoever remembers what there is, such as counts of reports, hears that there is more.
      await changeCatalogue(db, async () => ({ changed: true, result: null }))
      return filled
    })
    if (filled === null)
      throw new OperatorError('Another process fills in the demo or removes it. Try again when it is done.')
    return filled.result
  } finally {
    await db.destroy()
  }
}

/** What autovacuum would find out by itself some minutes later. */
async function analyse(client: pg.Client): Promise<void> {
  await client.query('ANALYZE contacts, contact_state, contact_identifiers, visits, activities, contact_days')
}

async function feedVisits(
  catalogue: DemoCatalogue,
  db: Queries,
  { connection, logger, run, signal, onProgress }: Parameters<typeof fillDemo>[0],
): Promise<FilledDemo> {
  const { seed } = run
  const rhythm = new Rhythm(seed, run.from, run.until)
  const plan = planVisits(seed, run.people, rhythm)
  const engine = await openEngine({
    connection,
    logger,
    dayOf: createCalendar(() => catalogue.settings['reports.timeZone']),
  })
  const feeder = new Feeder(engine)
  const journeys = new Map<number, Journey>()
  const visitsInAll = plan.times.length
  let visits = 0
  let waiting: { readonly number: number; readonly command: Command }[] = []
  /** Whose contacts they are is known before they are there: so a crash leaves nobody who could not be removed. */
  const feed = async (): Promise<void> => {
    await noteDemoContacts(db, [...new Set(waiting.map(({ command }) => command.contactId))])
    for (const { number, command } of waiting) feeder.feed(number, command)
    waiting = []
    await feeder.room()
  }
  const progress = (): DemoProgress => ({ visits, visitsInAll, activities: feeder.stored })
  try {
    for (; visits < visitsInAll && !signal.aborted; visits++) {
      const number = plan.people[visits] as number
      const journey =
        journeys.get(number) ?? new Journey(seed, describeCharacter(seed, number), catalogue, rhythm)
      for (const command of journey.visit(plan.times[visits] as number)) waiting.push({ number, command })
      // Most people come once: only those who will come again are remembered.
      const left = (plan.visitsOf[number] as number) - 1
      plan.visitsOf[number] = left
      if (left > 0) journeys.set(number, journey)
      else journeys.delete(number)
      if (visits % 64 === 0) {
        await feed()
        onProgress(progress())
      }
    }
    await feed()
    await feeder.drain()
  } catch (error) {
    await feeder.drain().catch(() => {})
    if (!(error instanceof EngineUnavailable)) throw error
    throw new OperatorError(
      `The database stopped storing after ${feeder.stored} activities, and the run cannot go on: ${error.message}`,
      { cause: error },
    )
  } finally {
    await engine.close()
  }
  const isComplete = visits === visitsInAll
  return { ...progress(), isComplete, reached: isComplete ? run.until : (plan.times[visits] as number) }
}

async function describeEarlierRun(db: Queries, seed: number): Promise<OperatorError> {
  const run = await findDemoRun(db, seed)
  const when = run === null ? 'before' : `on ${run.beganAt.toISOString().slice(0, 10)}`
  const how = run?.isComplete === false ? ', and did not come to its end' : ''
  return new OperatorError(
    `The demo of seed ${seed} was filled in here ${when}${how}. Nothing was added: for more people choose another one, ` +
      `such as --seed ${seed + 1}.`,
  )
}
