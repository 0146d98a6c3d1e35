import { readdir } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import type pg from 'pg'
import type { Logger } from '../logger.ts'
import { OperatorError } from '../operator-error.ts'
import { connectClient } from './connect-client.ts'
import type { DatabaseConnection } from './connection.ts'

const migrationsFolder = fileURLToPath(new URL('../../../migrations', import.meta.url))
const migrationsTable = 'schema_migrations'
/** Any number that no other program takes: 'waymark' read as base 36. */
const advisoryLock = Number.parseInt('waymark', 36)

/**
 * Brings the database to the schema of this code: forward only, each file in a transaction of its own, under an
 * advisory lock, so that several processes may start at once. Fails when the database is newer than the code.
 */
export async function migrate(
  connection: DatabaseConnection,
  logger: Logger,
  folder = migrationsFolder,
): Promise<{ applied: string[] }> {
  const known = await listMigrations(folder)
  const client = await connectClient(connection, 'waymark migrate')
  try {
    if ((await findPending(client, known)).length === 0) return { applied: [] }
    await client.query('SELECT pg_advisory_lock($1)', [advisoryLock])
    const pending = await findPending(client, known)
    if (pending.length > 0) await applyPending(client, folder, pending, logger)
    return { applied: pending }
  } finally {
    // Ending the session also gives the lock back.
    await client.end()
  }
}

/** The names of the migrations that this code knows, in their order. */
export async function listMigrations(folder = migrationsFolder): Promise<string[]> {
  const files = await readdir(folder)
  return files
    .filter((file) => file.endsWith('.sql'))
    .map((file) => file.slice(0, -'.sql'.length))
    .sort()
}

async function findPending(client: pg.Client, known: string[]): Promise<string[]> {
  const applied = await findApplied(client)
  const unknown = applied.filter((name) => !known.includes(name))
  if (unknown.length > 0) {
    throw new OperatorError(
      `The database is newer than this version of Waymark: it has the migrations ${unknown.join(', ')}. ` +
        'Start the version that made them, or a newer one.',
    )
  }
  return known.filter((name) => !applied.includes(name))
}

async function findApplied(client: pg.Client): Promise<string[]> {
  const { rows } = await client.query('SELECT to_regclass($1) IS NOT NULL AS exists', [
    `public.${migrationsTable}`,
  ])
  if (!rows[0].exists) return []
  const applied = await client.query(`SELECT name FROM public.${migrationsTable} ORDER BY id`)
  return applied.rows.map((row) => row.name)
}

async function applyPending(
  client: pg.Client,
  folder: string,
  pending: string[],
  logger: Logger,
): Promise<void> {
  // Only now: most starts have nothing to migrate, and this import alone takes some 50 ms and 15 MB.
  const { runner } = await import('node-pg-migrate')
  for (const file of pending) {
    try {
      await runner({
        ...{ dbClient: client, dir: folder, file, migrationsTable, migrationsSchema: 'public' },
        ...{ direction: 'up', singleTransaction: true, noLock: true, log: () => {} },
        ignorePattern: '(?!.*[.]sql$).*',
      })
    } catch (cause) {
      const reason = cause instanceof Error ? cause.message : String(cause)
      throw new Error(`Migration ${file} failed and was rolled back: ${reason}`, { cause })
    }
    logger.info({ migration: file }, 'Database migrated')
  }
}
