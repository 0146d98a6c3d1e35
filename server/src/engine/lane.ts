import { setTimeout as sleep } from 'node:timers/promises'
import type { Command, CommandOutcome } from '../domain/command.ts'
import type { Uuid } from '../domain/ids.ts'
import type { DatabaseConnection } from '../platform/database/connection.ts'
import type { Logger } from '../platform/logger.ts'
import { type Attempt, commitBatch } from './batch.ts'
import { type EngineObserver, EngineUnavailable } from './contract.ts'
import type { HeldContacts } from './held-contacts.ts'
import { LaneConnection } from './lane-connection.ts'
import { DOWN_RETRY_MS, LostBatches, PATIENCE_MS } from './lost-batches.ts'
import { findHeldDevices } from './store/find-held-devices.ts'
import { judgeError } from './trouble.ts'
import { type Entry, rejectAll, settle, WaitingCommands } from './waiting-commands.ts'

const MAX_ATTEMPTS = 5

/** A batch takes milliseconds; after this long another lane is the better choice… */
const HELD_UP_MS = 300
/** …and after this long something is wrong. */
const SLOW_MS = 1_500

const HELD = 'Somebody else keeps the contact locked.'

/** What is known of commands that do not run for the first time. */
interface Rerun {
  /** They may have been stored before. */
  readonly isRepeated: boolean
  /** Their contacts were found locked by somebody who does not let go. */
  readonly isSuspected: boolean
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
  readonly #held: HeldContacts
  readonly #waiting = new WaitingCommands()
  #batchSince: number | null = null
  readonly #lost: LostBatches
  #running: Promise<void> | null = null
  #down: Promise<void> | null = null
  #closed = false

  constructor(
    connection: DatabaseConnection,
    dayOf: (at: number) => string,
    logger: Logger,
    observer: EngineObserver,
    held: HeldContacts,
  ) {
    this.#connection = new LaneConnection(connection)
    this.#dayOf = dayOf
    this.#logger = logger
    this.#observer = observer
    this.#held = held
    this.#lost = new LostBatches(this.#connection, logger)
  }

  /** Drafts that wait for their batch, a command without any counted as one. */
  get waitingDrafts(): number {
    return this.#waiting.drafts
  }

  accept(command: Command): Promise<CommandOutcome> {
    if (this.#down !== null) {
      this.#observer.turnedAway('database_away', 1)
      return Promise.reject(new EngineUnavailable('The database cannot be reached.'))
    }
    const outcome = this.#waiting.add(command)
    this.#running ??= this.#run()
    return outcome
  }

  /** Whether the database takes what is sent: it is not away, and no batch has been on its way for long. */
  get isStoring(): boolean {
    return (
      this.#down === null && (this.#batchSince === null || performance.now() - this.#batchSince < SLOW_MS)
    )
  }

  /** Whether what comes now would wait long for what is on its way. */
  get isHeldUp(): boolean {
    return this.#batchSince !== null && performance.now() - this.#batchSince > HELD_UP_MS
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
    while (!this.#waiting.isEmpty) {
      if (!this.#held.isEmpty) this.#refuseHeld()
      const batch = this.#waiting.takeBatch()
      this.#batchSince = performance.now()
      try {
        if (batch.length > 0) await this.#process(batch, { isRepeated: false, isSuspected: false })
      } catch (error) {
        this.#fail(batch, error)
      }
    }
    this.#batchSince = null
    this.#running = null
  }

  /** Settles every entry, or throws {@link EngineUnavailable}. Halves a batch until a poisoned command is alone. */
  async #process(entries: readonly Entry[], rerun: Rerun): Promise<void> {
    const commands = entries.map(({ command }) => command)
    const startedAt = performance.now()
    this.#batchSince = startedAt
    let { isRepeated } = rerun
    let wasLocked = false
    let cause: unknown
    /** Once the connection is lost: until when there has to be another one. */
    let until: number | null = null
    for (let attempts = 1; attempts <= MAX_ATTEMPTS; attempts++) {
      const client = await this.#connection.open(until ?? performance.now() + PATIENCE_MS)
      const attempt: Attempt = { pending: null, commitMs: null }
      let outcomes: readonly CommandOutcome[] | null = null
      let isConnected = true
      try {
        await this.#connection.setHurry(client, this.#held.isInHurry)
        const batch = commitBatch(client, commands, this.#dayOf, isRepeated, attempt)
        outcomes = await this.#connection.attend(client, batch)
      } catch (error) {
        cause = error
        isConnected = await this.#connection.rollBack()
      }
      if (!isConnected) {
        until ??= this.#connection.heardAt + PATIENCE_MS
        if (attempt.pending !== null) {
          const lost = { commands, batch: attempt.pending, startedAt }
          if (await this.#lost.wasStored(lost, until)) outcomes = attempt.pending.outcomes
        }
      }
      if (outcomes !== null) {
        this.#observe(commands, outcomes, attempt, startedAt)
        return settle(entries, outcomes)
      }
      if (!isConnected) {
        this.#observer.batchRepeated('connection_lost')
        isRepeated = true
        continue
      }
      const trouble = judgeError(cause)
      if (trouble === 'unavailable')
        throw new EngineUnavailable('The database cannot store anything now.', { cause })
      if (trouble === 'poison') {
        this.#observer.batchRepeated('not_storable')
        return this.#isolate(entries, { ...rerun, isRepeated }, cause)
      }
      if (trouble === 'locked') {
        const held = await this.#findHeld(commands)
        if (held.size > 0) return this.#leaveOut(held, entries, { ...rerun, isRepeated: true })
        // Let go meanwhile, or no contact: then nothing can be stored as long as it is locked.
        if (wasLocked) throw new EngineUnavailable('Somebody keeps the database locked.', { cause })
        wasLocked = true
      }
      this.#observer.batchRepeated('conflict')
      isRepeated = true
      await sleep(Math.random() * 10 * attempts)
    }
    const [only] = entries
    if (only === undefined || entries.length > 1)
      return this.#isolate(entries, { ...rerun, isRepeated }, cause)
    this.#refuse(entries, 'Too many others write to this contact at the same time.', cause)
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
      activities: pending?.changes.activities ?? [],
      durationMs: performance.now() - startedAt,
      commitMs,
    })
  }

  async #isolate(entries: readonly Entry[], rerun: Rerun, cause: unknown): Promise<void> {
    const [only] = entries
    if (only !== undefined && entries.length === 1) {
      this.#logger.error(
        { command: only.command.type, reason: reasonOf(cause) },
        'a command cannot be stored',
      )
      return settle(entries, [
        { status: 'refused', code: 'not_storable', message: 'The database does not take what was sent.' },
      ])
    }
    const middle = Math.ceil(entries.length / 2)
    await this.#process(entries.slice(0, middle), rerun)
    await this.#process(entries.slice(middle), rerun)
  }

  /** Devices whose contacts somebody keeps locked. From here on nobody waits long for a lock. */
  async #findHeld(commands: readonly Command[]): Promise<ReadonlySet<Uuid>> {
    this.#held.hurry()
    try {
      const until = performance.now() + PATIENCE_MS
      await this.#connection.setHurry(await this.#connection.open(until), true)
      const rows = await this.#connection.ask<{ device: Uuid }>(until, findHeldDevices(commands))
      return new Set(rows.map(({ device }) => device))
    } catch (cause) {
      throw new EngineUnavailable('The database cannot store anything now.', { cause })
    }
  }

  /**
   * Stores what does not wait for locked contacts, then tries the rest once more: another lane or server that was only
   * passing has let go by then. Whoever has not is not waited for again.
   */
  async #leaveOut(held: ReadonlySet<Uuid>, entries: readonly Entry[], rerun: Rerun): Promise<void> {
    // By device, not by command: the commands of one stay in order.
    const { stuck = [], free = [] } = Object.groupBy(entries, ({ command }) =>
      held.has(command.contactId) ? 'stuck' : 'free',
    )
    this.#observer.batchRepeated('conflict')
    if (rerun.isSuspected) {
      this.#logger.warn({ commands: stuck.length }, 'contacts are locked by somebody who does not let go')
      for (const device of held) this.#held.add(device)
      this.#refuse(stuck, HELD)
    }
    if (free.length > 0) await this.#process(free, rerun)
    if (!rerun.isSuspected) await this.#process(stuck, { ...rerun, isSuspected: true })
  }

  /** Turns away what waits for contacts that were just found locked. */
  #refuseHeld(): void {
    this.#held.forgetOld()
    const stuck = this.#waiting.takeWhere(({ contactId }) => this.#held.has(contactId))
    if (stuck.length > 0) this.#refuse(stuck, HELD)
  }

  #refuse(entries: readonly Entry[], reason: string, cause?: unknown): void {
    this.#observer.turnedAway('contention', entries.length)
    rejectAll(entries, new EngineUnavailable(reason, { cause }))
  }

  #fail(batch: readonly Entry[], error: unknown): void {
    const unavailable =
      error instanceof EngineUnavailable ? error : new EngineUnavailable('Storing failed.', { cause: error })
    // A part of the batch may have been stored before another part failed.
    const failed = batch.filter(({ isSettled }) => !isSettled)
    const waiting = this.#waiting.takeAll()
    this.#logger.error(
      {
        commands: failed.length,
        waiting: waiting.length,
        why: unavailable.message,
        reason: reasonOf(unavailable.cause),
      },
      'storing is not possible now',
    )
    this.#observer.turnedAway('storing_failed', failed.length + waiting.length)
    rejectAll(failed, unavailable)
    rejectAll(waiting, new EngineUnavailable('Nothing can be stored now.', { cause: unavailable.cause }))
    this.#down ??= this.#lookForDatabase()
  }

  async #lookForDatabase(): Promise<void> {
    while (!this.#closed) {
      await sleep(DOWN_RETRY_MS)
      try {
        await this.#connection.open(performance.now() + PATIENCE_MS)
        for await (const { commands, batch, startedAt } of this.#lost.findStored()) {
          this.#observe(commands, batch.outcomes, { pending: batch, commitMs: null }, startedAt)
        }
        break
      } catch {
        // still away
      }
    }
    this.#down = null
  }
}

/** Enough for an operator, and never a value: the database quotes some in its messages, so its code has to do. */
function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return 'unknown'
  return 'code' in error ? String(error.code) : error.name
}
