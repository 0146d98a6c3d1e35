import { setTimeout as sleep } from 'node:timers/promises'
import { newId, type Uuid } from '../../domain/ids.ts'
import { EngineUnavailable } from '../../engine/contract.ts'
import type { Renaming } from '../../pipeline/unknown-names.ts'
import { describeDefect, type Logger } from '../../platform/logger.ts'
import { endJob, forgetJobs, holdJob, type JobRow, letGoOfJob, takeJob } from '../shared/jobs.queries.ts'
import {
  type ClaimedRow,
  claimForJob,
  releaseRejectedEvents,
  type Settlement,
  settleRejectedEvents,
} from './claims.queries.ts'
import { type ReplayOrder, readJobParameters } from './job-parameters.ts'
import { renameRejected } from './rename-rejected.ts'
import { type ReplayParts, replayRejected } from './replay-rejected.ts'

export const REPLAY_JOB = 'replay'

export interface ReplayJobs {
  /** There is one to do. */
  wake(): void
  /** Ends after what is under way: the next start, or another process, goes on. */
  stop(): Promise<void>
}

export interface ReplayJobsParts extends ReplayParts {
  readonly logger: Logger
  /** Milliseconds since 1970. */
  readonly now: () => number
}

/** What is replayed together: some tens of milliseconds of the engine, beside what visitors do. */
const CHUNK = 50
const LOOK_EVERY_MS = 3_000
const RETRY_AFTER_MS = 1_000
const KEPT_MS = 90 * 24 * 60 * 60_000

/**
 * Does the jobs that replay many rejected events, one at a time, also those that another process began and left. Where
 * the database is away it waits for it.
 */
export function startReplayJobs(parts: ReplayJobsParts): ReplayJobs {
  const { queries, logger, now } = parts
  const worker = newId(now())
  const stopping = new AbortController()
  let wakeUp = Promise.withResolvers<void>()
  const running = run()

  return {
    wake: () => wakeUp.resolve(),
    async stop() {
      stopping.abort()
      wakeUp.resolve()
      await running
    },
  }

  async function run(): Promise<void> {
    while (!stopping.signal.aborted) {
      wakeUp = Promise.withResolvers()
      try {
        await forgetJobs(queries, new Date(now() - KEPT_MS))
        for (let job = await next(); job !== null; job = await next()) await doJob(job)
      } catch (error) {
        logger.warn(describeDefect(error as Error), 'A job was interrupted, and goes on later')
      }
      const looked = new AbortController()
      await Promise.race([
        wakeUp.promise,
        sleep(LOOK_EVERY_MS, undefined, { ref: false, signal: looked.signal }).catch(() => {}),
      ])
      looked.abort()
    }
  }

  async function next(): Promise<JobRow | null> {
    return stopping.signal.aborted ? null : takeJob(queries, REPLAY_JOB, worker)
  }

  async function doJob(job: JobRow): Promise<void> {
    const order = readJobParameters(job.parameters)
    const claim = { job: job.id, worker, limit: CHUNK }
    while (await holdJob(queries, job.id, worker)) {
      if (stopping.signal.aborted) return letGoOfJob(queries, job.id, worker)
      const rows = await claimForJob(queries, order.filter, parts.replayers, claim)
      if (rows.length === 0) break
      if (!(await replayAll(rows, job, order))) await sleep(RETRY_AFTER_MS)
    }
    await endJob(queries, { id: job.id, worker, at: new Date(now()), message: null })
  }

  /** False while nothing can be stored. */
  async function replayAll(rows: readonly ClaimedRow[], job: JobRow, order: ReplayOrder): Promise<boolean> {
    const settlements: Settlement[] = []
    const untried: Uuid[] = []
    // What one contact did stays in its order.
    const byContact = Map.groupBy(rows, (row) => row.contact_id ?? row.id)
    await Promise.all(
      Array.from(byContact.values(), async (ofContact) => {
        for (const row of ofContact) {
          const settlement = await tryOne(row, order)
          if (settlement === null) untried.push(row.id)
          else settlements.push(settlement)
        }
      }),
    )
    const at = new Date(now())
    await settleRejectedEvents(queries, settlements, { claim: worker, job: job.id, by: job.created_by, at })
    if (untried.length > 0) await releaseRejectedEvents(queries, untried, worker)
    return untried.length === 0
  }

  async function tryOne(row: ClaimedRow, { renaming }: ReplayOrder): Promise<Settlement | null> {
    try {
      return renaming === null
        ? (await replayRejected(parts, row)).settlement
        : await replayRenamed(parts, row, renaming)
    } catch (error) {
      if (error instanceof EngineUnavailable) return null
      logger.error(describeDefect(error as Error), 'A rejected event could not be replayed')
      const failure = { code: 'unexpected_error', message: 'The server failed at it: its log says more.' }
      return { id: row.id, state: 'waiting', failure, storedContactId: null, correctedPayload: null }
    }
  }
}

/**
 * What it was corrected to is noted when it ends: a worker that takes over after a crash comes to the same from what was
 * sent.
 */
async function replayRenamed(parts: ReplayParts, row: ClaimedRow, renaming: Renaming): Promise<Settlement> {
  const renamed = renameRejected(row, renaming, parts.replayers)
  if (renamed === null) return { ...NOT_NAMED, id: row.id }
  const { settlement } = await replayRejected(parts, { ...row, corrected_payload: renamed })
  const isChanged = renamed !== (row.corrected_payload ?? row.payload)
  return { ...settlement, correctedPayload: isChanged ? renamed : null }
}

const NOT_NAMED = {
  state: 'waiting',
  failure: {
    code: 'name_not_sent',
    message: 'It does not say this name where its API looks for one. Open it, and correct it by hand.',
  },
  storedContactId: null,
  correctedPayload: null,
} as const
