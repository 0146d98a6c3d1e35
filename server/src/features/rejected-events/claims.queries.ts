import { sql } from 'kysely'
import type { Uuid } from '../../domain/ids.ts'
import type { Queries } from '../../platform/database/queries.ts'
import { type RejectedEventRow, rejectedColumns } from './rejected-events.queries.ts'
import { isOpen, isReplayable, matchesFilter, type RejectedFilter } from './rejected-filter.ts'
import { type RejectedState, stateNumbers } from './rejected-numbers.ts'
import type { Replayers } from './why-not-replayable.ts'

/** A rejected event that one replay has to itself. */
export type ClaimedRow = Omit<RejectedEventRow, 'api_key_name' | 'state'> & {
  /** An earlier replay took it and was never heard of again: what it did may be stored. */
  readonly was_claimed: boolean
}

export interface Correction {
  readonly payload: string
  readonly by: string
  readonly at: Date
}

/** Takes a rejected event that is open; null where it is not, or another replay has it. */
export async function claimRejectedEvent(
  queries: Queries,
  id: Uuid,
  claim: Uuid,
  correction: Correction | null,
): Promise<ClaimedRow | null> {
  const corrected =
    correction === null
      ? sql``
      : sql`, corrected_payload = ${correction.payload}, corrected_by = ${correction.by}, corrected_at = ${correction.at}`
  const { rows } = await sql<ClaimedRow>`
    WITH taken AS (SELECT e.id, e.state FROM rejected_events e WHERE e.id = ${id} AND ${isOpen} FOR UPDATE)
    UPDATE rejected_events e
    SET state = 1, claim = ${claim}, claimed_at = now(), attempts = attempts + 1, job_id = NULL ${corrected}
    FROM taken WHERE e.id = taken.id
    RETURNING ${rejectedColumns}, taken.state = 1 AS was_claimed`.execute(queries)
  return rows[0] ?? null
}

/**
 * Takes the oldest that wait for a job and have not had their turn in it; those among them that an earlier worker of the
 * job took and did not end, too.
 */
export async function claimForJob(
  queries: Queries,
  filter: RejectedFilter,
  replayers: Replayers,
  { job, worker, limit }: { job: Uuid; worker: Uuid; limit: number },
): Promise<ClaimedRow[]> {
  const { rows } = await sql<ClaimedRow>`
    WITH taken AS (
      SELECT e.id, e.state FROM rejected_events e
      WHERE e.state < 2 AND ${isReplayable(replayers)} AND ${matchesFilter(filter)} AND (
        (e.job_id IS DISTINCT FROM ${job}::uuid AND ${isOpen})
        OR (e.job_id = ${job} AND e.state = 1 AND e.claim <> ${worker})
      )
      ORDER BY e.received_at, e.id LIMIT ${limit} FOR UPDATE SKIP LOCKED
    )
    UPDATE rejected_events e
    SET state = 1, claim = ${worker}, claimed_at = now(), attempts = attempts + 1, job_id = ${job}
    FROM taken WHERE e.id = taken.id
    RETURNING ${rejectedColumns}, taken.state = 1 AS was_claimed`.execute(queries)
  return rows.sort((one, other) => one.received_at.getTime() - other.received_at.getTime())
}

/** How a replay ended. */
export interface Settlement {
  readonly id: Uuid
  readonly state: Exclude<RejectedState, 'replaying' | 'unreplayable'>
  /** Why it failed; null where it did not. */
  readonly failure: { readonly code: string; readonly message: string } | null
  readonly storedContactId: Uuid | null
  /** What the payload was corrected to on the way; null where it was not. */
  readonly correctedPayload: string | null
}

/** Ends replays of one claim, and counts them for their job. What another replay has taken meanwhile is left to that. */
export async function settleRejectedEvents(
  queries: Queries,
  settlements: readonly Settlement[],
  { claim, job, by, at }: { claim: Uuid; job: Uuid | null; by: string; at: Date },
): Promise<void> {
  const isReplayed = sql`r.state = ${stateNumbers.replayed}`
  const settle = sql`
    UPDATE rejected_events e
    SET state = r.state, claim = NULL, claimed_at = NULL, last_code = r.code, last_message = r.message,
      stored_contact_id = r.contact, tried_at = ${at},
      corrected_payload = coalesce(r.corrected, e.corrected_payload),
      corrected_by = CASE WHEN r.corrected IS NULL THEN e.corrected_by ELSE ${by}::text END,
      corrected_at = CASE WHEN r.corrected IS NULL THEN e.corrected_at ELSE ${at}::timestamptz END,
      settled_at = CASE WHEN ${isReplayed} THEN ${at}::timestamptz END,
      settled_by = CASE WHEN ${isReplayed} THEN ${by}::text END
    FROM unnest(
      ${settlements.map(({ id }) => id)}::uuid[],
      ${settlements.map(({ state }) => stateNumbers[state])}::smallint[],
      ${settlements.map(({ failure }) => failure?.code ?? null)}::text[],
      ${settlements.map(({ failure }) => failure?.message ?? null)}::text[],
      ${settlements.map(({ storedContactId }) => storedContactId)}::uuid[],
      ${settlements.map(({ correctedPayload }) => correctedPayload)}::text[]
    ) AS r (id, state, code, message, contact, corrected)
    WHERE e.id = r.id AND e.claim = ${claim}
    RETURNING r.state`
  if (job === null) await settle.execute(queries)
  else {
    await sql`
      WITH settled AS (${settle})
      UPDATE jobs SET
        heard_at = now(),
        done = done + (SELECT count(*) FROM settled),
        succeeded = succeeded + (SELECT count(*) FROM settled WHERE state = ${stateNumbers.replayed}),
        failed = failed + (SELECT count(*) FROM settled WHERE state = ${stateNumbers.waiting})
      WHERE id = ${job}`.execute(queries)
  }
}

/** Puts back what was taken and not tried. */
export async function releaseRejectedEvents(
  queries: Queries,
  ids: readonly Uuid[],
  claim: Uuid,
): Promise<void> {
  await sql`
    UPDATE rejected_events SET state = 0, claim = NULL, claimed_at = NULL, attempts = attempts - 1, job_id = NULL
    WHERE id = ANY(${ids}::uuid[]) AND claim = ${claim}`.execute(queries)
}

/** Gives up on one; false where it is not open. */
export async function discardRejectedEvent(
  queries: Queries,
  id: Uuid,
  by: string,
  at: Date,
): Promise<boolean> {
  const { numAffectedRows = 0n } = await sql`
    UPDATE rejected_events e SET state = ${stateNumbers.discarded}, claim = NULL, claimed_at = NULL,
      settled_at = ${at}, settled_by = ${by}
    WHERE e.id = ${id} AND ${isOpen}`.execute(queries)
  return numAffectedRows > 0n
}

/** Gives up on so many of those that match, the oldest; tells how many it were. */
export async function discardRejectedEvents(
  queries: Queries,
  filter: RejectedFilter,
  { limit, by, at }: { limit: number; by: string; at: Date },
): Promise<number> {
  const { numAffectedRows = 0n } = await sql`
    UPDATE rejected_events e SET state = ${stateNumbers.discarded}, claim = NULL, claimed_at = NULL,
      settled_at = ${at}, settled_by = ${by}
    WHERE e.id IN (
      SELECT e.id FROM rejected_events e
      WHERE e.state < 2 AND ${isOpen} AND ${matchesFilter(filter)}
      ORDER BY e.received_at, e.id LIMIT ${limit} FOR UPDATE
    )`.execute(queries)
  return Number(numAffectedRows)
}
