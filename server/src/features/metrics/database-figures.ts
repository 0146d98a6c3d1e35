import { sql } from 'kysely'
import type { Queries } from '../../platform/database/queries.ts'

/** What is known of the database. Rows are estimates of PostgreSQL's statistics: counting would read them all. */
export interface DatabaseFigures {
  readonly bytes: number
  readonly contacts: number
  readonly visits: number
  readonly activities: number
  readonly connections: number
}

/** Milliseconds; a scrape every 15 s asks the database every other time. */
const FRESH_MS = 30_000
/** How long a scrape waits when nothing is known yet. Milliseconds. */
const PATIENCE_MS = 500

/**
 * Looks at the database at most every {@link FRESH_MS}, in one cheap query, and only while somebody asks. Gives what the
 * last look found without waiting for the next one; null while the database is away.
 */
export function createDatabaseFigures(
  queries: Queries,
  now: () => number,
): () => Promise<DatabaseFigures | null> {
  let known: DatabaseFigures | null = null
  let lookedAt = Number.NEGATIVE_INFINITY
  let looking: Promise<void> | null = null

  return async () => {
    // A clock that steps back may not stop this for ever.
    if (looking === null && Math.abs(now() - lookedAt) >= FRESH_MS) looking = look()
    if (known === null && looking !== null) await withPatience(looking)
    return known
  }

  async function look(): Promise<void> {
    lookedAt = now()
    try {
      known = await readFigures(queries)
    } catch {
      known = null
    } finally {
      looking = null
    }
  }
}

async function withPatience(work: Promise<void>): Promise<void> {
  const patience = Promise.withResolvers<void>()
  const timer = setTimeout(patience.resolve, PATIENCE_MS)
  await Promise.race([work, patience.promise])
  clearTimeout(timer)
}

async function readFigures(queries: Queries): Promise<DatabaseFigures> {
  const { rows } = await sql<{ [Name in keyof DatabaseFigures]: number | string }>`
    WITH tables AS (
      SELECT coalesce(parent.relname, child.relname) AS name,
             sum(greatest(child.reltuples, pg_stat_get_live_tuples(child.oid), 0))::float8 AS rows
        FROM pg_class child
        LEFT JOIN pg_inherits ON pg_inherits.inhrelid = child.oid
        LEFT JOIN pg_class parent ON parent.oid = pg_inherits.inhparent
       WHERE child.relkind = 'r'
         AND coalesce(parent.oid, child.oid)
             IN (to_regclass('contacts'), to_regclass('visits'), to_regclass('activities'))
       GROUP BY 1
    )
    SELECT pg_database_size(current_database())::float8 AS bytes,
           coalesce((SELECT rows FROM tables WHERE name = 'contacts'), 0) AS contacts,
           coalesce((SELECT rows FROM tables WHERE name = 'visits'), 0) AS visits,
           coalesce((SELECT rows FROM tables WHERE name = 'activities'), 0) AS activities,
           (SELECT count(*) FROM pg_stat_activity WHERE datname = current_database())::float8 AS connections
  `.execute(queries)
  const [row] = rows
  if (row === undefined) throw new Error('The database says nothing about itself.')
  return {
    bytes: Number(row.bytes),
    contacts: Number(row.contacts),
    visits: Number(row.visits),
    activities: Number(row.activities),
    connections: Number(row.connections),
  }
}
