import type { Command, CommandOutcome, Draft } from '../domain/command.ts'
import type { Uuid } from '../domain/ids.ts'
import type { TrackingApiName } from '../domain/kinds.ts'

export interface Engine {
  /**
   * Takes a command and resolves when its outcome is committed and flushed to disk: an accepted command survives
   * any crash. Rejects with {@link EngineUnavailable} when the database cannot be reached or too much is waiting;
   * nothing of the command is stored then, unless the connection broke in the middle of its commit and stayed away.
   */
  accept(command: Command): Promise<CommandOutcome>
  /** Resolves when everything that was accepted is committed; takes nothing more. */
  close(): Promise<void>
}

/** How an engine is, for who watches over it. */
export interface EngineHealth {
  /** False while the database is away or does not answer. */
  readonly isStoring: boolean
  /** Commands that are not committed yet, and drafts that wait for their batch. */
  readonly queue: { readonly commands: number; readonly drafts: number }
  /** At how many of them more are turned away. */
  readonly queueLimits: { readonly commands: number; readonly drafts: number }
  /** A lane that is down has lost the database and looks for it. */
  readonly lanes: { readonly all: number; readonly down: number }
}

/**
 * Hears what becomes of commands, to count it. It is called on the way of every batch, and may not wait; what it throws
 * is logged.
 */
export interface EngineObserver {
  batchCommitted(batch: CommittedBatch): void
  /** A batch that is to run again, or in halves. */
  batchRepeated(cause: RepeatCause): void
  /** Commands that were answered with {@link EngineUnavailable}. */
  turnedAway(reason: TurnedAwayReason, commands: number): void
}

export interface CommittedBatch {
  readonly commands: readonly Command[]
  /** In the order of the commands. */
  readonly outcomes: readonly CommandOutcome[]
  /** What was stored: without what was stored before. */
  readonly activities: readonly {
    readonly api: TrackingApiName
    readonly contactId: Uuid
    readonly channelId: number
    readonly draft: Draft
  }[]
  /** From the first look at the database to the end of the commit, repetitions included. */
  readonly durationMs: number
  /** Of this, the wait for the commit alone, after everything was written; null where there was nothing to write. */
  readonly commitMs: number | null
}

export const repeatCauses = ['conflict', 'connection_lost', 'not_storable'] as const
export type RepeatCause = (typeof repeatCauses)[number]

/**
 * - `shutting_down`: the server ends
 * - `queue_full`: more waits than can be stored in time
 * - `database_away`: the database was found away before, and is not back yet
 * - `storing_failed`: the database went away, or had no room, under these commands
 * - `contention`: others kept writing to the same contact, or keep it locked
 */
export const turnedAwayReasons = [
  'shutting_down',
  'queue_full',
  'database_away',
  'storing_failed',
  'contention',
] as const
export type TurnedAwayReason = (typeof turnedAwayReasons)[number]

export const unobserved: EngineObserver = {
  batchCommitted() {},
  batchRepeated() {},
  turnedAway() {},
}

/** The database cannot be reached, or more is waiting than can be stored in time. Answer 503 with Retry-After. */
export class EngineUnavailable extends Error {
  override readonly name = 'EngineUnavailable'
  /** Seconds. */
  readonly retryAfter = 1
}
