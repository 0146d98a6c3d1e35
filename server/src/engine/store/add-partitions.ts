import type pg from 'pg'
import { connectClient } from '../../platform/database/connect-client.ts'
import type { DatabaseConnection } from '../../platform/database/connection.ts'

const MONTHS_AHEAD = 3

/**
 * Makes the partitions that are missing, of the month of `at` to that of `until`: the next ones, if nothing else is
 * said. Several processes may do so at once. A month of which activities are stored already without a partition stays
 * in `activities_rest`.
 */
export async function addPartitions(
  connection: DatabaseConnection,
  at: number,
  until: number = Date.parse(monthAfter(at, MONTHS_AHEAD)),
): Promise<void> {
  const client = await connectClient(connection, 'waymark partitions')
  try {
    // Making one locks the whole table: rather not now than in front of everything that is tracked.
    await client.query(`SET lock_timeout = '2s'`)
    for (let month = 0; Date.parse(monthAfter(at, month)) <= until; month++) {
      await client.query('BEGIN')
      await client.query(`SELECT pg_advisory_xact_lock(hashtext('waymark partitions'))`)
      await addPartition(client, monthAfter(at, month), monthAfter(at, month + 1))
      await client.query('COMMIT')
    }
  } finally {
    await client.end()
  }
}

async function addPartition(client: pg.Client, from: string, to: string): Promise<void> {
  const name = `activities_${from.slice(0, 7).replace('-', '_')}`
  const { rows } = await client.query<{ isThere: boolean }>(
    `SELECT to_regclass($1) IS NOT NULL OR EXISTS (
       SELECT FROM activities_rest WHERE occurred_at >= $2::timestamptz AND occurred_at < $3::timestamptz
     ) AS "isThere"`,
    [name, from, to],
  )
  if (rows[0]?.isThere) return
  // Names and bounds are dates made here: nothing that could carry anything else.
  await client.query(`CREATE TABLE ${name} PARTITION OF activities FOR VALUES FROM ('${from}') TO ('${to}')`)
}

/** The first moment of a month, in UTC. */
function monthAfter(at: number, months: number): string {
  const date = new Date(at)
  return new Date(Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + months, 1)).toISOString()
}
