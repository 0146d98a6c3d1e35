import type { Command, CommandOutcome } from '../domain/command.ts'
import { findPastDays } from './find-past-days.ts'
import { loadState } from './load-state.ts'
import { reduce } from './reduce/reduce.ts'
import { type Changes, isUnchanged } from './state.ts'
import { sendTogether } from './store/send-together.ts'
import type { EngineClient } from './store/statement.ts'
import { writeChanges } from './store/write-changes.ts'

/** A batch whose commit may have reached the database. */
export interface PendingBatch {
  /** Tells whether the transaction is still under way, and nothing more: a crash may give the id to another one. */
  readonly transactionId: string
  readonly outcomes: readonly CommandOutcome[]
  readonly changes: Changes
}

/** One try at committing a batch: what a lane has to know of it should the connection break. */
export interface Attempt {
  /** Set from the moment at which the commit may have reached the database. */
  pending: PendingBatch | null
  /** How long the commit alone took, once it is done. */
  commitMs: number | null
}

/**
 * Commits a batch of commands in one transaction: load and lock → reduce one after the other → write → commit, two
 * round trips in all for most batches. Resolves with one outcome for each command, in order, once they are on disk.
 * Rejects with the database's error, everything rolled back (or, where the connection broke, `attempt.pending` set:
 * only the database knows).
 */
export async function commitBatch(
  client: EngineClient,
  commands: readonly Command[],
  dayOf: (at: number) => string,
  isRepeated: boolean,
  attempt: Attempt,
): Promise<readonly CommandOutcome[]> {
  const { state, transactionId } = await loadState(client, commands, dayOf, isRepeated)
  const outcomes = commands.map((command) => reduce(state, command))
  if (isUnchanged(state.changes)) {
    await client.query('COMMIT')
    return outcomes
  }
  attempt.pending = { transactionId, outcomes, changes: state.changes }
  // One pipelined round trip. When a statement fails, those behind it fail with "transaction is aborted" and the
  // commit rolls back: the first error is the cause.
  const pastDays = findPastDays(state.changes, dayOf, dayOf(Date.now()))
  const statements = writeChanges(state.changes, pastDays)
  const sent = sendTogether(client, () => [
    ...statements.map((statement) => client.query(statement)),
    client.query('COMMIT'),
  ])
  let writtenAt: number | null = null
  sent.at(-2)?.then(
    () => {
      writtenAt = performance.now()
    },
    () => {},
  )
  const results = await Promise.allSettled(sent)
  for (const result of results) if (result.status === 'rejected') throw result.reason
  if (writtenAt !== null) attempt.commitMs = performance.now() - writtenAt
  return outcomes
}
