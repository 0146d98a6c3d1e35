import { Kysely, PostgresDialect } from 'kysely'
import pg from 'pg'
import { clientConfig } from './client-config.ts'
import type { DatabaseConnection } from './connection.ts'
import type { Tables } from './tables.ts'

/** Kysely on the tables of Waymark: a pool, or one transaction of it. */
export type Queries = Kysely<Tables>

/** Few: reading may not take the database from tracking. */
const maxConnections = 6
/** A read that takes longer is given up; PostgreSQL answers with SQLSTATE 57014. */
const statementTimeoutMs = 15_000
/** How long a read waits for a connection: to a database that is away, or while all are busy. */
const connectionTimeoutMs = 2_000

/**
 * Opens the connections that screens and the management API read through. bigint comes as a number, numeric and date
 * as text, jsonb as a value. `queries.destroy()` closes them.
 */
export function openQueries(
  connection: DatabaseConnection,
  options: { onIdleError?: (error: Error) => void } = {},
): Queries {
  const pool = new pg.Pool({
    ...clientConfig(connection, 'waymark queries'),
    max: maxConnections,
    statement_timeout: statementTimeoutMs,
    // What PostgreSQL cannot say any more, because it is stopped or out of reach, is noticed here.
    query_timeout: statementTimeoutMs + 1_000,
    keepAlive: true,
    connectionTimeoutMillis: connectionTimeoutMs,
  })
  // A broken idle connection is replaced by the next query; without a listener it would end the process.
  // Those that the pool itself is closing may hear of the stop of PostgreSQL before their own end: that is no trouble.
  pool.on('error', (error) => {
    if (!pool.ending) options.onIdleError?.(error)
  })
  // One that breaks in the middle of a query fails that query, and would end the process all the same.
  pool.on('connect', (client) => client.on('error', () => {}))
  return new Kysely<Tables>({ dialect: new PostgresDialect({ pool }) })
}
