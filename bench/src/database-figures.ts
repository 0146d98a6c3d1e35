import pg from 'pg'
import { to as copyTo } from 'pg-copy-streams'
import { runCopyLoad } from './processes.ts'

/** The floors of storing, in rows a second, for the activities that are stored: raw COPY into a table without indexes. */
export interface CopyFloor {
  /** 50 rows a commit on 16 connections: durable in the same portions as the requests that it is compared with. */
  readonly inBatches: number
  /** One connection and 50,000 rows a commit: as fast as PostgreSQL takes rows in. */
  readonly inBulk: number
}

export async function measureRawCopy(connection: pg.ClientConfig, seconds: number): Promise<CopyFloor> {
  const client = new pg.Client(connection)
  await client.connect()
  try {
    const chunks: Buffer[] = []
    for await (const chunk of client.query(
      copyTo('COPY (SELECT * FROM activities LIMIT 100000) TO STDOUT'),
    )) {
      chunks.push(chunk as Buffer)
    }
    const lines = Buffer.concat(chunks).toString().trimEnd().split('\n')
    const measure = async (connections: number, rowsPerCopy: number): Promise<number> => {
      await client.query('DROP TABLE IF EXISTS bench_copy')
      await client.query('CREATE TABLE bench_copy (LIKE activities)')
      return runCopyLoad({ connection, lines, rowsPerCopy, connections, seconds })
    }
    const floor = { inBatches: await measure(16, 50), inBulk: await measure(1, 50_000) }
    await client.query('DROP TABLE bench_copy')
    return floor
  } finally {
    await client.end()
  }
}

const visitorTables = [
  'contacts',
  'contact_state',
  'contact_aliases',
  'contact_identifiers',
  'contact_merges',
  'visits',
  'contact_days',
  'daily_counts',
  'consent_agreements',
]

/** Activities stored, and the bytes that they and everything kept about their contacts take on disk, indexes included. */
export async function measureStorage(
  connection: pg.ClientConfig,
): Promise<{ activities: number; bytes: number }> {
  const client = new pg.Client(connection)
  await client.connect()
  try {
    const { rows } = await client.query<{ activities: string; bytes: string }>(
      `SELECT (SELECT count(*) FROM activities) AS activities,
        (SELECT sum(pg_total_relation_size(relid)) FROM pg_partition_tree('activities'))
        + (SELECT sum(pg_total_relation_size(name::regclass)) FROM unnest($1::text[]) AS t (name)) AS bytes`,
      [visitorTables],
    )
    return { activities: Number(rows[0]?.activities), bytes: Number(rows[0]?.bytes) }
  } finally {
    await client.end()
  }
}
