import type pg from 'pg'
import { connectClient } from '../../platform/database/connect-client.ts'
import type { DatabaseConnection } from '../../platform/database/connection.ts'

const REMEMBERED_MS = 7 * 24 * 60 * 60_000
/** 8 MB: some milliseconds of work. */
const PAGES_AT_ONCE = 1_000

/**
 * Forgets the client's ids of events that were received more than seven days before `at` (docs/spec/waymark.md §6.2).
 * Goes through the pages of the table once, some at a time: so no index has to be kept for it on the way of every
 * event. Several processes may do so at once; `signal` ends it early.
 */
export async function forgetMessageIds(
  connection: DatabaseConnection,
  at: number,
  signal: AbortSignal,
): Promise<void> {
  const client = await connectClient(connection, 'waymark upkeep')
  try {
    const pages = await countPages(client)
    for (let page = 0; page < pages && !signal.aborted; page += PAGES_AT_ONCE) {
      // Activities are named by UUIDv7, which sort by the time of receipt.
      await client.query(
        `DELETE FROM message_ids WHERE ctid >= $1::tid AND ctid < $2::tid AND activity_id < $3`,
        [`(${page},0)`, `(${page + PAGES_AT_ONCE},0)`, smallestIdAt(at - REMEMBERED_MS)],
      )
    }
  } finally {
    await client.end()
  }
}

async function countPages(client: pg.Client): Promise<number> {
  const { rows } = await client.query<{ pages: number }>(
    `SELECT ceil(pg_relation_size('message_ids') / current_setting('block_size')::numeric)::int AS pages`,
  )
  return rows[0]?.pages ?? 0
}

function smallestIdAt(at: number): string {
  const time = at.toString(16).padStart(12, '0')
  return `${time.slice(0, 8)}-${time.slice(8)}-7000-8000-000000000000`
}
