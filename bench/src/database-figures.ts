import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import pg from 'pg'
import { from as copyFrom, to as copyTo } from 'pg-copy-streams'

/** The floor of storing: rows a second of one COPY of the stored activities into a table without any index. */
export async function measureRawCopy(connection: pg.ClientConfig, rows: number): Promise<number> {
  const client = new pg.Client(connection)
  await client.connect()
  try {
    await client.query('DROP TABLE IF EXISTS bench_copy')
    await client.query('CREATE TABLE bench_copy (LIKE activities)')
    const chunks: Buffer[] = []
    const source = client.query(copyTo(`COPY (SELECT * FROM activities LIMIT ${rows}) TO STDOUT`))
    for await (const chunk of source) chunks.push(chunk as Buffer)
    const began = performance.now()
    await pipeline(Readable.from(chunks), client.query(copyFrom('COPY bench_copy FROM STDIN')))
    const seconds = (performance.now() - began) / 1000
    const copied = await client.query<{ count: string }>('SELECT count(*) FROM bench_copy')
    await client.query('DROP TABLE bench_copy')
    return Number(copied.rows[0]?.count) / seconds
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
