import { createHash } from 'node:crypto'
import pg from 'pg'
import { type CopyToStreamQuery, to as copyTo } from 'pg-copy-streams'
import { connectClient } from '../database/connect-client.ts'
import type { DatabaseConnection } from '../database/connection.ts'
import { findApplied } from '../database/migrate.ts'
import { OperatorError } from '../operator-error.ts'
import {
  type BackupHeader,
  type BackupTrailer,
  backupFormat,
  endOfRows,
  formatVersion,
  type OnProgress,
} from './backup-format.ts'
import { listPartitions, listSequences, listTables, portableSession, type Table } from './describe-schema.ts'

/**
 * Everything in a database, as of one moment, in the form of backup-format.ts: what was committed before the first
 * chunk is asked for is in it. The server may go on meanwhile. Holds a chunk or two at a time.
 */
export async function* dumpDatabase(
  connection: DatabaseConnection,
  origin: Pick<BackupHeader, 'waymark' | 'takenAt'>,
  onProgress: OnProgress = () => {},
): AsyncGenerator<Buffer> {
  const client = await connectClient(connection, 'waymark backup')
  const copies: Copies = new Map()
  const hash = createHash('sha256')
  try {
    await client.query(portableSession)
    await client.query('BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY')
    for await (const chunk of dumpTables(client, origin, copies, onProgress)) {
      hash.update(chunk)
      yield chunk
    }
    // The number of rows of the last COPY is there at the latest when something else was answered.
    await client.query('COMMIT')
    const rows = Object.fromEntries([...copies].map(([table, copy]) => [table, copy.rowCount]))
    yield toLine({ rows, sha256: hash.digest('hex') } satisfies BackupTrailer)
  } finally {
    // Ends a COPY that nobody reads any more, too.
    await client.end()
  }
}

type Copies = Map<string, CopyToStreamQuery>

async function* dumpTables(
  client: pg.Client,
  origin: Pick<BackupHeader, 'waymark' | 'takenAt'>,
  copies: Copies,
  onProgress: OnProgress,
): AsyncGenerator<Buffer> {
  const migrations = await findApplied(client)
  if (migrations.length === 0)
    throw new OperatorError('There is nothing of Waymark in this database yet: nothing to back up.')
  const tables = await listTables(client)
  yield toLine({
    format: backupFormat,
    formatVersion,
    ...origin,
    migrations,
    tables: tables.map(({ name, columns }) => ({ name, columns })),
    partitions: await listPartitions(client),
    sequences: await listSequences(client),
  } satisfies BackupHeader)

  const progress = trackProgress(tables, onProgress)
  for (const { name, columns } of tables) {
    yield toLine({ table: name })
    const list = columns.map((column) => pg.escapeIdentifier(column)).join(', ')
    // As a query, since COPY alone leaves out the partitions of a table.
    const copy = client.query(
      copyTo(`COPY (SELECT ${list} FROM public.${pg.escapeIdentifier(name)}) TO STDOUT`),
    )
    copies.set(name, copy)
    for await (const chunk of copy as AsyncIterable<Buffer>) {
      progress.add(name, chunk.length)
      yield chunk
    }
    progress.finish(name)
    yield Buffer.from(endOfRows)
  }
}

/** A table weighs what it takes on disk, and has come as far as its text has in bytes: near enough for a bar. */
function trackProgress(tables: readonly Table[], onProgress: OnProgress) {
  const sizes = new Map(tables.map(({ name, bytes }) => [name, bytes]))
  const total = tables.reduce((sum, { bytes }) => sum + bytes, 0) || 1
  let finished = 0
  let current = 0
  return {
    add(table: string, bytes: number) {
      current += bytes
      onProgress((finished + Math.min(current, sizes.get(table) ?? 0)) / total, table)
    },
    finish(table: string) {
      finished += sizes.get(table) ?? 0
      current = 0
    },
  }
}

function toLine(value: object): Buffer {
  return Buffer.from(`${JSON.stringify(value)}\n`)
}
