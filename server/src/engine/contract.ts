import type { Command, CommandOutcome } from '../domain/command.ts'

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
}

/** The database cannot be reached, or more is waiting than can be stored in time. Answer 503 with Retry-After. */
export class EngineUnavailable extends Error {
  override readonly name = 'EngineUnavailable'
  /** Seconds. */
  readonly retryAfter = 1
}
