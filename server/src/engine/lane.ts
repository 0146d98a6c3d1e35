import { setTimeout as sleep } from 'node:timers/promises'
import type { Command, CommandOutcome } from '../domain/command.ts'
import type { DatabaseConnection } from '../platform/database/connection.ts'
import type { Logger } from '../platform/logger.ts'
import { type Attempt, commitBatch, type PendingBatch } from './batch.ts'
import { type EngineObserver, EngineUnavailable } from './contract.ts'
import { LaneConnection } from './lane-connection.ts'
import { judgeError } from './trouble.ts'

const MAX_COMMANDS = 2_048
const MAX_DRAFTS = 5_000
const MAX_ATTEMPTS = 5

/** A batch takes milliseconds; after this long something is wrong. */
const SLOW_MS = 1_500

/** How long requests wait for a database that was lost, from its last word on, before they hear 503. */
const PATIENCE_MS = 1_700
/** How often a lane looks whether a lost database is back. */
const DOWN_RETRY_MS = 250

interface Entry {
  readonly command: Command
  readonly resolve: (outcome: CommandOutcome) => void
  readonly reject: (error: Error) => void
}

/** A batch of which only the database knows whether it was stored. */
interface LostBatch {
  readonly commands: readonly Command[]
  readonly batch: PendingBatch
  readonly startedAt: number
}

/**
 * Commits commands in the order in which they came, in groups: while one batch commits, the next gathers, so that
 * batches grow with the load and a lone command goes at once.
 *
 * States: **idle** (nothing waits) → **running** (a batch is on its way; others wait) → idle; from running to **down**
 * when the database has been out of reach for two seconds: what is in the lane is rejected, what comes is rejected at
 * once, and a timer looks for the database until it is back. Moments are those of `performance.now()`.
 */
export class Lane {
  readonly #connection: LaneConnection
  readonly #dayOf: (at: number) => string
  readonly #logger: Logger
  readonly #observer: EngineObserver
  #waiting: Entry[] = []
  #waitingDrafts = 0
  #batchSince: number | null = null
  readonly #unsettled: LostBatch[] = []
  #running: Promise<void> | null = null
  #down: Promise<void> | null = null
  #closed = false

  constructor(
    connection: DatabaseConnection,
    dayOf: (at: number) => string,
    logger: Logger,
    observer: EngineObserver,
  ) {
    this.#connection = new LaneConnection(connection)
    this.#dayOf = dayOf
    this.#logger = logger
    this.#observer = observer
  }

  /** Drafts that wait for their batch, a command without any counted as one. */
  get waitingDrafts(): number {
    return this.#waitingDrafts
  }

  accept(command: Command): Promise<CommandOutcome> {
    if (this.#down !== null) {
      this.#observer.turnedAway('database_away', 1)
      return Promise.reject(new EngineUnavailable('The database cannot be reached.'))
    }
    return new Promise((resolve, reject) => {
      this.#waiting.push({ command, resolve, reject })
      this.#waitingDrafts += weightOf(command)
      this.#running ??= this.#run()
    })
  }

  /** Whether the database takes what is sent: it is not away, and no batch has been on its way for long. */
  get isStoring(): boolean {
    return (
      this.#down === null && (this.#batchSince === null || performance.now() - this.#batchSince < SLOW_MS)
    )
  }

  get isDown(): boolean {
    return this.#down !== null
  }

  /** Connects ahead of the first command. @throws EngineUnavailable */
  async warmUp(): Promise<void> {
    await this.#connection.open(performance.now() + PATIENCE_MS)
  }

  /** Commits what waits, then lets the connection go. */
  async close(): Promise<void> {
    this.#closed = true
    await this.#running
    await this.#down
    await this.#connection.close()
  }

  async #run(): Promise<void> {
    // Requests that arrived in the same turn of the event loop share the first batch.
    await new Promise(setImmediate)
    while (this.#waiting.length > 0) {
      const batch = this.#take()
      this.#batchSince = performance.now()
      try {
        await this.#process(batch, false)
      } catch (error) {
        this.#fail(batch, error)
      }
    }
    this.#batchSince = null
    this.#running = null
  }

  #take(): Entry[] {
    let commands = 0
    let drafts = 0
    for (const { command } of this.#waiting) {
      const weight = weightOf(command)
      if (commands === MAX_COMMANDS || (commands > 0 && drafts + weight > MAX_DRAFTS)) break
      commands++
      drafts += weight
    }
    this.#waitingDrafts -= drafts
    return this.#waiting.splice(0, commands)
  }

  /** Settles every entry, or throws {@link EngineUnavailable}. Halves a batch until a poisoned command is alone. */
  async #process(entries: readonly Entry[], repeated: boolean): Promise<void> {
    const commands = entries.map(({ command }) => command)
    const startedAt = performance.now()
    let isRepeated = repeated
    let cause: unknown
    /** Once the connection is lost: until when there has to be another one. */
    let until: number | null = null
    for (let attempts = 1; attempts <= MAX_ATTEMPTS; attempts++) {
      const client = await this.#connection.open(until ?? performance.now() + PATIENCE_MS)
      const attempt: Attempt = { pending: null, commitMs: null }
      try {
        const batch = commitBatch(client, commands, this.#dayOf, isRepeated, attempt)
        const outcomes = await this.#connection.attend(client, batch)
        this.#observe(commands, outcomes, attempt, startedAt)
        return settle(entries, outcomes)
      } catch (error) {
        cause = error
        if (!(await this.#connection.rollBack())) {
          until ??= this.#connection.heardAt + PATIENCE_MS
          if (
            attempt.pending !== null &&
            (await this.#wasCommitted({ commands, batch: attempt.pending, startedAt }, until))
          ) {
            this.#observe(commands, attempt.pending.outcomes, attempt, startedAt)
            return settle(entries, attempt.pending.outcomes)
          }
          this.#observer.batchRepeated('connection_lost')
          continue
        }
      }
      const trouble = judgeError(cause)
      if (trouble === 'unavailable')
        throw new EngineUnavailable('The database cannot store anything now.', { cause })
      if (trouble === 'poison') {
        this.#observer.batchRepeated('not_storable')
        return this.#isolate(entries, isRepeated, cause)
      }
      this.#observer.batchRepeated('conflict')
      isRepeated = true
      await sleep(Math.random() * 10 * attempts)
    }
    const [only] = entries
    if (only === undefined || entries.length > 1) return this.#isolate(entries, isRepeated, cause)
    this.#observer.turnedAway('contention', 1)
    only.reject(new EngineUnavailable('Too many others write to this contact at the same time.', { cause }))
  }

  #observe(
    commands: readonly Command[],
    outcomes: readonly CommandOutcome[],
    { pending, commitMs }: Attempt,
    startedAt: number,
  ): void {
    this.#observer.batchCommitted({
      commands,
      outcomes,
      activities: pending?.activities ?? [],
      durationMs: performance.now() - startedAt,
      commitMs,
    })
  }

  async #isolate(entries: readonly Entry[], isRepeated: boolean, cause: unknown): Promise<void> {
    const [only] = entries
    if (only !== undefined && entries.length === 1) {
      this.#logger.error(
        { command: only.command.type, reason: reasonOf(cause) },
        'a command cannot be stored',
      )
      only.resolve({
        status: 'refused',
        code: 'not_storable',
        message: 'The database does not take what was sent.',
      })
      return
    }
    const middle = Math.ceil(entries.length / 2)
    await this.#process(entries.slice(0, middle), isRepeated)
    await this.#process(entries.slice(middle), isRepeated)
  }

  /**
   * Whether a batch whose connection broke around its commit was stored: running it again would count twice. Where the
   * database does not say so in time, its requests hear 503, and it is asked again when the database is back.
   */
  async #wasCommitted(lost: LostBatch, until: number): Promise<boolean> {
    let cause: unknown
    do {
      const status = await this.#connection
        .askFate(lost.batch.transactionId, until)
        .catch((error: unknown) => {
          cause = error
          return null
        })
      if (status === 'committed') return true
      if (status === 'aborted') return false
      await sleep(20) // the old connection's process has not noticed yet, or the new connection broke too
    } while (performance.now() < until)
    this.#unsettled.push(lost)
    throw new EngineUnavailable('The database does not say whether it stored a batch.', { cause })
  }

  #fail(batch: readonly Entry[], error: unknown): void {
    const unavailable =
      error instanceof EngineUnavailable ? error : new EngineUnavailable('Storing failed.', { cause: error })
    this.#logger.error(
      { commands: batch.length, reason: reasonOf(unavailable.cause) },
      'storing is not possible now',
    )
    const entries = [...batch, ...this.#waiting.splice(0)]
    this.#observer.turnedAway('storing_failed', entries.length)
    for (const entry of entries) entry.reject(unavailable)
    this.#waitingDrafts = 0
    this.#down ??= this.#lookForDatabase()
  }

  async #lookForDatabase(): Promise<void> {
    while (!this.#closed) {
      await sleep(DOWN_RETRY_MS)
      try {
        await this.#connection.open(performance.now() + PATIENCE_MS)
        await this.#settleLostBatches()
        break
      } catch {
        // still away
      }
    }
    this.#down = null
  }

  /** Finds out what became of batches whose requests were answered with 503, so that what was stored is known of. */
  async #settleLostBatches(): Promise<void> {
    for (let lost = this.#unsettled[0]; lost !== undefined; lost = this.#unsettled[0]) {
      const { commands, batch, startedAt } = lost
      const until = performance.now() + PATIENCE_MS
      await this.#connection.endTransaction(batch.transactionId, until)
      const status = await this.#connection.askFate(batch.transactionId, until)
      if (status === 'in progress') {
        await sleep(DOWN_RETRY_MS)
        continue
      }
      this.#unsettled.shift()
      const wasStored = status === 'committed'
      this.#logger.warn(
        { commands: commands.length, wasStored },
        'a batch was answered with 503 in mid-commit',
      )
      if (wasStored) this.#observe(commands, batch.outcomes, { pending: batch, commitMs: null }, startedAt)
    }
  }
}

function weightOf(command: Command): number {
  return command.type === 'track' ? Math.max(1, command.drafts.length) : 1
}

/**
 * Tells everybody what became of their command, in the next turn of the event loop: by then the lane has sent its next
 * batch to the database, which would otherwise wait until all these requests are answered.
 */
function settle(entries: readonly Entry[], outcomes: readonly CommandOutcome[]): void {
  setImmediate(() => {
    for (const [index, entry] of entries.entries()) {
      const outcome = outcomes[index]
      if (outcome === undefined) entry.reject(new Error('A command got no outcome.'))
      else entry.resolve(outcome)
    }
  })
}

/** Enough for an operator, and never a value: the database quotes some in its messages, so its code has to do. */
function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return 'unknown'
  return 'code' in error ? String(error.code) : error.name
}
