import { setTimeout as sleep } from 'node:timers/promises'
import type { Command } from '../domain/command.ts'
import type { Logger } from '../platform/logger.ts'
import type { PendingBatch } from './batch.ts'
import { EngineUnavailable } from './contract.ts'
import type { Fate, LaneConnection } from './lane-connection.ts'

/** How long requests wait for a database that was lost, from its last word on, before they hear 503. */
export const PATIENCE_MS = 1_700
/** How often a lane looks whether a lost database is back. */
export const DOWN_RETRY_MS = 250

/** A batch of which only the database knows whether it was stored. */
export interface LostBatch {
  readonly commands: readonly Command[]
  readonly batch: PendingBatch
  /** As `performance.now()` says it. */
  readonly startedAt: number
}

/** Finds out what became of batches whose connection broke around their commit. */
export class LostBatches {
  readonly #connection: LaneConnection
  readonly #logger: Logger
  readonly #unsettled: LostBatch[] = []

  constructor(connection: LaneConnection, logger: Logger) {
    this.#connection = connection
    this.#logger = logger
  }

  /**
   * Whether a batch was stored: running it again would count twice.
   *
   * @throws EngineUnavailable where the database does not say so in time: its requests hear 503, and it is asked again
   * by {@link findStored}.
   */
  async wasStored(lost: LostBatch, until: number): Promise<boolean> {
    let cause: unknown
    do {
      const fate = await this.#connection.askFate(lost.batch, until).catch((error: unknown): Fate => {
        cause = error
        return 'under_way'
      })
      if (fate !== 'under_way') return fate === 'stored'
      await sleep(20) // the old connection's process has not noticed yet, or the new connection broke too
    } while (performance.now() < until)
    this.#unsettled.push(lost)
    throw new EngineUnavailable('The database does not say whether it stored a batch.', { cause })
  }

  /** Those whose requests were answered with 503 and that were stored all the same, now that the database is back. */
  async *findStored(): AsyncGenerator<LostBatch> {
    for (let lost = this.#unsettled[0]; lost !== undefined; lost = this.#unsettled[0]) {
      const fate = await this.#connection.askFate(lost.batch, performance.now() + PATIENCE_MS)
      if (fate === 'under_way') {
        // For seconds at most: then the database ends it, since nobody goes on with it.
        await sleep(DOWN_RETRY_MS)
        continue
      }
      this.#unsettled.shift()
      this.#logger.warn(
        { commands: lost.commands.length, fate },
        'a batch was answered with 503 in mid-commit',
      )
      if (fate === 'stored') yield lost
    }
  }
}
