import { sql } from 'kysely'
import type { Catalogue } from '../../catalogue/snapshot.ts'
import { listMigrations } from '../../platform/database/migrate.ts'
import type { Queries } from '../../platform/database/queries.ts'

/** What has to be there before requests can be served: null, or the reason why it is not. */
export interface Readiness {
  readonly database: string | null
  readonly migrations: string | null
  readonly catalogue: string | null
}

/** Whoever asks for readiness asks often and waits briefly. Milliseconds. */
const patienceMs = 2_000

/** Looks at everything that serving needs. Never throws, and answers within two seconds. */
export async function checkReadiness(queries: Queries, catalogue: Catalogue): Promise<Readiness> {
  const silent = { database: 'The database does not answer.', migrations: unknown, catalogue: unknown }
  const patience = Promise.withResolvers<Readiness>()
  const timer = setTimeout(() => patience.resolve(silent), patienceMs)
  try {
    return await Promise.race([look(queries, catalogue), patience.promise])
  } catch {
    return silent
  } finally {
    clearTimeout(timer)
  }
}

const unknown = 'Unknown while the database does not answer.'

async function look(queries: Queries, catalogue: Catalogue): Promise<Readiness> {
  const { rows } = await sql<{ name: string }>`SELECT name FROM schema_migrations`.execute(queries)
  const applied = new Set(rows.map((row) => row.name))
  const missing = (await listMigrations()).filter((name) => !applied.has(name))
  if (missing.length > 0) {
    const migrations = `The database lacks the migrations ${missing.join(', ')}. Restart Waymark to apply them.`
    return { database: null, migrations, catalogue: 'Unknown until the database is migrated.' }
  }
  const isCurrent = await bringUpToDate(queries, catalogue)
  return {
    database: null,
    migrations: null,
    catalogue: isCurrent ? null : 'The catalogue of this process is older than that of the database.',
  }
}

async function bringUpToDate(queries: Queries, catalogue: Catalogue): Promise<boolean> {
  const { catalogue_version: version } = await queries
    .selectFrom('installation')
    .select('catalogue_version')
    .executeTakeFirstOrThrow()
  if (catalogue.snapshot.version < version) await catalogue.refresh()
  return catalogue.snapshot.version >= version
}
