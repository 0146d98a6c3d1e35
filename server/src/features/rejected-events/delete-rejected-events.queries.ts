import { type RawBuilder, sql } from 'kysely'
import type { Queries } from '../../platform/database/queries.ts'

/** Rows of one statement: a moment's work, so that nobody waits for it. */
const CHUNK = 5_000

/**
 * Deletes rejected events, counts and those who wrote them from before a moment, a bounded number at a time. Several processes may do so at
 * once. True when there are more.
 */
export async function deleteRejectedEvents(queries: Queries, before: Date): Promise<boolean> {
  const events = await deleteChunk(queries, sql`rejected_events`, sql`received_at`, before)
  const counts = await deleteChunk(queries, sql`rejected_counts`, sql`minute`, before)
  const writers = await deleteChunk(queries, sql`rejected_writers`, sql`written_at`, before)
  return Math.max(events, counts, writers) === CHUNK
}

async function deleteChunk(
  queries: Queries,
  table: RawBuilder<unknown>,
  time: RawBuilder<unknown>,
  before: Date,
): Promise<number> {
  const { numAffectedRows = 0n } = await sql`
    DELETE FROM ${table} WHERE ctid = ANY (ARRAY(
      SELECT ctid FROM ${table} WHERE ${time} < ${before} ORDER BY ${time} LIMIT ${CHUNK} FOR UPDATE SKIP LOCKED
    ))`.execute(queries)
  return Number(numAffectedRows)
}
