import { setTimeout as sleep } from 'node:timers/promises'
import type pg from 'pg'
import { connectClient } from '../../platform/database/connect-client.ts'
import type { DatabaseConnection } from '../../platform/database/connection.ts'

/** A contact that was active within the hour is likely to be so again. */
const RESTS_AFTER_MS = 60 * 60_000
/** Some ten milliseconds of work, in which an event of one of these contacts waits. */
const AT_ONCE = 1_000
/** For each millisecond of work: tracking has the database for itself most of the time. */
const PAUSE = 3

/**
 * Settles contacts whose last activity is an hour or more before `at`: their sums are copied to columns that are indexed,
 * which those that change at each event may not be (docs/decisions/0013-lists-of-contacts.md). Contacts that a batch
 * holds are passed over; several processes may do this at once; `signal` ends it early.
 */
export async function settleContacts(
  connection: DatabaseConnection,
  at: number,
  signal: AbortSignal,
): Promise<void> {
  const client = await connectClient(connection, 'waymark upkeep')
  try {
    await client.query('SET synchronous_commit = off')
    let last: string | null = '00000000-0000-0000-0000-000000000000'
    while (last !== null && !signal.aborted) {
      const began = performance.now()
      last = await settleSome(client, last, new Date(at - RESTS_AFTER_MS))
      if (last !== null) await rest((performance.now() - began) * PAUSE, signal)
    }
  } finally {
    await client.end()
  }
}

/** Resolves with the last contact that it settled; null when there are no more. */
async function settleSome(client: pg.Client, after: string, before: Date): Promise<string | null> {
  const { rows } = await client.query<{ last: string; settled: number }>(
    `WITH resting AS (
       SELECT contact_id FROM contact_state
       WHERE settled_last_at IS NULL AND merged_into IS NULL AND contact_id > $1 AND (last_at IS NULL OR last_at < $2)
       ORDER BY contact_id LIMIT $3 FOR UPDATE SKIP LOCKED
     ), settled AS (
       UPDATE contact_state SET
         settled_last_at = coalesce(last_at, '-infinity'), settled_first_at = coalesce(first_at, '-infinity'),
         settled_activities = activities, settled_visits = visits, settled_points = points,
         settled_value = coalesce(points::float8 / nullif(visits, 0), '-infinity')
       WHERE contact_id = ANY (ARRAY(SELECT contact_id FROM resting))
     )
     SELECT contact_id AS last, (SELECT count(*)::int FROM resting) AS settled
     FROM resting ORDER BY contact_id DESC LIMIT 1`,
    [after, before, AT_ONCE],
  )
  const [row] = rows
  return row === undefined || row.settled < AT_ONCE ? null : row.last
}

async function rest(ms: number, signal: AbortSignal): Promise<void> {
  await sleep(ms, undefined, { signal, ref: false }).catch(() => {})
}
