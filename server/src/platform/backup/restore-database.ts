import { pipeline } from 'node:stream/promises'
import pg from 'pg'
import { from as copyFrom } from 'pg-copy-streams'
import { connectClient } from '../database/connect-client.ts'
import type { DatabaseConnection } from '../database/connection.ts'
import { applyMigrations, findApplied, listMigrations, lockSchema } from '../database/migrate.ts'
import { OperatorError } from '../operator-error.ts'
import type { BackupHeader } from './backup-format.ts'
import { listPartitions, listTables, portableSession } from './describe-schema.ts'
import { readBackup } from './read-backup.ts'

/**
 * Makes a database what a backup says, in one transaction: whatever goes wrong, nothing has changed. The schema is made
 * by the migrations that the backup had; newer ones are the next start's. A database that holds anything is refused,
 * unless it is Waymark's and may be replaced.
 */
export async function restoreDatabase(
  connection: DatabaseConnection,
  source: AsyncIterable<Buffer>,
  options: { replace?: boolean; migrationsFolder?: string } = {},
): Promise<BackupHeader> {
  const client = await connectClient(connection, 'waymark restore')
  try {
    await client.query(portableSession)
    await lockSchema(client)
    await client.query('BEGIN')
    await refuseUnlessFree(client, options.replace ?? false)
    const header = await readBackup(source, {
      begin: (found) => makeSchema(client, found, options),
      takeRows: ({ name, columns }, rows) => copyRows(client, name, columns, rows),
    })
    await setSequences(client, header)
    await client.query('COMMIT')
    // Without it the first queries are planned for empty tables.
    await client.query('ANALYZE')
    return header
  } finally {
    await client.end()
  }
}

async function refuseUnlessFree(client: pg.Client, replace: boolean): Promise<void> {
  await refuseBesideServer(client)
  const { rows } = await client.query<{ name: string }>(
    `SELECT relname AS name FROM pg_class c
     WHERE relnamespace = 'public'::regnamespace AND relkind IN ('r', 'p', 'v', 'm', 'f') AND NOT relispartition
       AND NOT EXISTS (SELECT FROM pg_depend WHERE classid = 'pg_class'::regclass AND objid = c.oid AND deptype = 'e')
     ORDER BY relname`,
  )
  const names = rows.map(({ name }) => name)
  if (names.length === 0) return
  if (!names.includes('installation') || (await findApplied(client)).length === 0) {
    const some = names.slice(0, 3).join(', ')
    throw new OperatorError(
      `The database belongs to something else: it has the tables ${some}${names.length > 3 ? ' …' : ''}. Use an empty one.`,
    )
  }
  if (!replace) throw new DatabaseInUseError()
  await client.query(
    `DROP TABLE ${names.map((name) => `public.${pg.escapeIdentifier(name)}`).join(', ')} CASCADE`,
  )
}

/** There is data of a Waymark already, and nobody said that it may go. */
export class DatabaseInUseError extends OperatorError {
  constructor() {
    super('The database holds data of a Waymark already.')
  }
}

/** A server would go on with what it remembers of the database that was. */
async function refuseBesideServer(client: pg.Client): Promise<void> {
  // Connections of a server that has just ended are seen for a moment longer.
  for (let attempt = 0; attempt < 20; attempt++) {
    const { rows } = await client.query<{ found: boolean }>(
      `SELECT EXISTS (SELECT FROM pg_stat_activity
                      WHERE datname = current_database() AND application_name LIKE 'waymark%'
                        AND pid <> pg_backend_pid()) AS found`,
    )
    if (!rows[0]?.found) return
    await client.query('SELECT pg_sleep(0.1), pg_stat_clear_snapshot()')
  }
  throw new OperatorError('A Waymark is connected to this database. Stop it first.')
}

async function makeSchema(
  client: pg.Client,
  header: BackupHeader,
  { migrationsFolder }: { migrationsFolder?: string },
): Promise<void> {
  const known = await listMigrations(migrationsFolder)
  const unknown = header.migrations.filter((name) => !known.includes(name))
  if (unknown.length > 0) {
    throw new OperatorError(
      `Waymark ${header.waymark} took this backup, and this version is older: it does not know the migrations ` +
        `${unknown.join(', ')}. Restore it with that version or a newer one.`,
    )
  }
  await applyMigrations(client, header.migrations, migrationsFolder)
  await addPartitions(client, header.partitions)
  await emptyTables(client, header.tables)
}

async function addPartitions(client: pg.Client, partitions: BackupHeader['partitions']): Promise<void> {
  const made = new Set((await listPartitions(client)).map(({ name }) => name))
  for (const { parent, name, bound } of partitions) {
    if (made.has(name)) continue
    // The bound was checked against its pattern: times and nothing else.
    const [table, whole] = [pg.escapeIdentifier(name), pg.escapeIdentifier(parent)]
    await client.query(`CREATE TABLE public.${table} PARTITION OF public.${whole} ${bound}`)
  }
}

/** Of what migrations put there. */
async function emptyTables(client: pg.Client, wanted: BackupHeader['tables']): Promise<void> {
  const tables = await listTables(client)
  const describe = (list: BackupHeader['tables']) =>
    list.map(({ name, columns }) => `${name} (${columns.join(', ')})`).sort()
  const [here, there] = [describe(tables), describe(wanted)]
  const strange = [
    ...here.filter((table) => !there.includes(table)),
    ...there.filter((table) => !here.includes(table)),
  ]
  if (strange.length > 0) {
    throw new OperatorError(
      `The backup does not fit the tables that its migrations make here: ${strange.join('; ')}. ` +
        'Restore it with the version of Waymark that took it.',
    )
  }
  const names = tables.map(({ name }) => `public.${pg.escapeIdentifier(name)}`)
  await client.query(`TRUNCATE ${names.join(', ')}`)
}

async function copyRows(
  client: pg.Client,
  name: string,
  columns: string[],
  rows: AsyncIterable<Buffer>,
): Promise<number> {
  const list = columns.map((column) => pg.escapeIdentifier(column)).join(', ')
  const copy = client.query(copyFrom(`COPY public.${pg.escapeIdentifier(name)} (${list}) FROM STDIN`))
  await pipeline(rows, copy)
  return copy.rowCount
}

async function setSequences(client: pg.Client, { sequences }: BackupHeader): Promise<void> {
  for (const { table, column, last, isCalled } of sequences) {
    await client.query(
      `SELECT setval(pg_get_serial_sequence(format('public.%I', $1::text), $2), $3::bigint, $4)`,
      [table, column, last, isCalled],
    )
  }
}
