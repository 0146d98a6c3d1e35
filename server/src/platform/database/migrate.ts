import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type pg from 'pg'
import type { Logger } from '../logger.ts'
import { OperatorError } from '../operator-error.ts'
import { connectClient } from './connect-client.ts'
import type { DatabaseConnection } from './connection.ts'

const migrationsFolder = fileURLToPath(new URL('../../../migrations', import.meta.url))
export const migrationsTable = 'schema_migrations'
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
    await lockSchema(client)
    const pending = await findPending(client, known)
    if (pending.length > 0) await applyPending(client, folder, pending, logger)
    return { applied: pending }
  } finally {
    // Ending the session also gives the lock back.
    await client.end()
  }
}

/** Waits until nobody else changes the schema; held until the session ends. */
export async function lockSchema(client: pg.Client): Promise<void> {
  await client.query('SELECT pg_advisory_lock($1)', [advisoryLock])
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

/** The names of the migrations that a database has, in the order in which they ran; none when it is no Waymark's. */
export async function findApplied(client: pg.Client): Promise<string[]> {
  const { rows } = await client.query('SELECT to_regclass($1) IS NOT NULL AS exists', [
    `public.${migrationsTable}`,
  ])
  if (!rows[0].exists) return []
  const applied = await client.query(`SELECT name FROM public.${migrationsTable} ORDER BY id`)
  return applied.rows.map((row) => row.name)
}

/**
 * Runs migrations on a client that has begun a transaction: they come with it or not at all. `backup/` makes the schema
 * of an older Waymark this way.
 */
export async function applyMigrations(
  client: pg.Client,
  names: readonly string[],
  folder = migrationsFolder,
): Promise<void> {
  await client.query(
    `CREATE TABLE IF NOT EXISTS public.${migrationsTable}
       (id serial PRIMARY KEY, name varchar(255) NOT NULL, run_on timestamp NOT NULL)`,
  )
  for (const name of names) {
    try {
      await client.query(await readFile(join(folder, `${name}.sql`), 'utf8'))
    } catch (cause) {
      const reason = cause instanceof Error ? cause.message : String(cause)
      throw new Error(`Migration ${name} failed and was rolled back: ${reason}`, { cause })
    }
    await client.query(`INSERT INTO public.${migrationsTable} (name, run_on) VALUES ($1, now())`, [name])
  }
}

async function applyPending(
  client: pg.Client,
  folder: string,
  pending: string[],
  logger: Logger,
): Promise<void> {
  for (const name of pending) {
    await client.query('BEGIN')
    await applyMigrations(client, [name], folder)
    await client.query('COMMIT')
    logger.info({ migration: name }, 'Database migrated')
  }
}
