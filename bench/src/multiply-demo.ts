import pg from 'pg'

/**
 * Makes many of what is stored: each contact with all that it did gets copies under ids of their own, in the database
 * and as fast as that can. Distributions stay as they are, which is the point: what the demo makes is believable.
 */
export async function multiplyDemo(
  connection: pg.ClientConfig,
  copies: number,
  say: (text: string) => void,
): Promise<void> {
  if (copies < 1 || copies > MAX_COPIES) throw new RangeError(`${copies} copies are not possible.`)
  const client = await connect(connection)
  try {
    const { rows: partitions } = await client.query<{ name: string }>(
      `SELECT relid::text AS name FROM pg_partition_tree('activities') WHERE isleaf ORDER BY 1`,
    )
    const waiting = [...partitions.map(({ name }) => name), ...contactTables]
    // Before they grow, and while there are as many workers as cores to be had.
    const statements = new Map<string, string>()
    for (const table of waiting) statements.set(table, await describeCopy(client, table))
    await Promise.all([copySome(), copySome()])
    await client.query('UPDATE daily_counts SET activities = activities * $1', [copies + 1])
    // What was summed up for reports is of the originals alone.
    await client.query('DELETE FROM report_days')
    say('Vacuum, as autovacuum would in the course of days')
    await client.query('VACUUM (ANALYZE)')
    await client.query('CHECKPOINT')

    async function copySome(): Promise<void> {
      const worker = await connect(connection)
      try {
        for (let table = waiting.shift(); table !== undefined; table = waiting.shift()) {
          await worker.query(statements.get(table) ?? '', [copies])
        }
      } finally {
        await worker.end()
      }
    }
  } finally {
    await client.end()
  }
}

/** The last three hexadecimal digits of an id tell its copies apart. */
const MAX_COPIES = 0xfff

const contactTables = [
  'contacts',
  'contact_state',
  'contact_aliases',
  'contact_identifiers',
  'contact_merges',
  'visits',
  'contact_days',
  'consent_agreements',
  'switched_devices',
]

/** Visitors write in the order of time, and reading a stretch of it costs ten times as much where that is lost. */
const times = new Set(['occurred_at', 'started_at', 'created_at'])

async function connect(connection: pg.ClientConfig): Promise<pg.Client> {
  const client = new pg.Client(connection)
  await client.connect()
  await client.query('SET synchronous_commit = off')
  return client
}

/** The last three digits counted on by `k`: unlike the original's, and random as those are. */
function copiedId(column: string): string {
  const digits = `(('x' || right(${column}::text, 3))::bit(12)::int + k) % 4096`
  return `overlay(${column}::text PLACING lpad(to_hex(${digits}), 3, '0') FROM 34)::uuid`
}

/** Every column as it is, but ids, which become those of the copy `k`, and what else must differ. */
async function describeCopy(client: pg.Client, table: string): Promise<string> {
  const { rows: columns } = await client.query<{ name: string; type: string }>(
    `SELECT attname AS name, format_type(atttypid, NULL) AS type FROM pg_attribute
     WHERE attrelid = $1::regclass AND attnum > 0 AND NOT attisdropped AND attgenerated = ''
     ORDER BY attnum`,
    [table],
  )
  const copied = columns.map(({ name, type }) => {
    const column = client.escapeIdentifier(name)
    if (type === 'uuid') return copiedId(column)
    if (name === 'email' || name === 'identifier') return `k || '.' || ${column}`
    // The ids of visits in it would be those of the original.
    if (name === 'open_visits') return `'[]'`
    return column
  })
  // Else in the order of contacts: their copies lie side by side, and each page of the index is touched once.
  const order = columns.find(({ name }) => times.has(name))?.name ?? columns[0]?.name ?? ''
  const names = columns.map(({ name }) => client.escapeIdentifier(name)).join(', ')
  return `INSERT INTO ${table} (${names}) SELECT ${copied.join(', ')}
    FROM (SELECT * FROM ${table} ORDER BY ${client.escapeIdentifier(order)}) AS original
    CROSS JOIN generate_series(1, $1::int) AS k`
}
