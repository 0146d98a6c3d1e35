import { sql } from 'kysely'
import type { Catalogue } from '../../catalogue/snapshot.ts'
import type { EngineHealth } from '../../engine/contract.ts'
import { listMigrations } from '../../platform/database/migrate.ts'
import type { Queries } from '../../platform/database/queries.ts'

/** What has to be there before requests can be served: null, or the reason why it is not. */
export interface Readiness {
  readonly database: string | null
  readonly migrations: string | null
  readonly catalogue: string | null
  readonly engine: string | null
}

export interface WhatServingNeeds {
  readonly queries: Queries
  readonly catalogue: Catalogue
  readonly engine: EngineHealth
}

/** Whoever asks for readiness asks often and waits briefly. Milliseconds. */
const patienceMs = 2_000

/** Looks at everything that serving needs. Never throws, and answers within two seconds. */
export async function checkReadiness({ queries, catalogue, engine }: WhatServingNeeds): Promise<Readiness> {
  const storing = describeStoring(engine)
  const silent = {
    database: 'The database does not answer.',
    migrations: unknown,
    catalogue: unknown,
    engine: storing ?? unknown,
  }
  const patience = Promise.withResolvers<Readiness>()
  const timer = setTimeout(() => patience.resolve(silent), patienceMs)
  try {
    const seen = look(queries, catalogue).then((readiness) => ({ ...readiness, engine: storing }))
    return await Promise.race([seen, patience.promise])
  } catch {
    return silent
  } finally {
    clearTimeout(timer)
  }
}

function describeStoring({ isStoring, lanes }: EngineHealth): string | null {
  if (isStoring) return null
  return lanes.down === 0
    ? 'The database does not take what is to be stored.'
    : `The database does not take what is to be stored: ${lanes.down} of ${lanes.all} lanes have lost it.`
}

const unknown = 'Unknown while the database does not answer.'

async function look(queries: Queries, catalogue: Catalogue): Promise<Omit<Readiness, 'engine'>> {
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
