import type pg from 'pg'
import { findApplied, listMigrations } from '../../platform/database/migrate.ts'
import { type Finding, ok, problem, warning } from './finding.ts'

/** Whether Waymark can work on this PostgreSQL, and whether that keeps what it has committed. */
export async function checkDatabase(client: pg.Client): Promise<Finding[]> {
  const migrations = await findApplied(client)
  return [
    await checkServer(client),
    ...(await checkDurability(client)),
    await checkMigrations(migrations),
    ...(migrations.length === 0 ? await checkRights(client) : []),
    await checkExtension(client),
  ]
}

async function checkServer(client: pg.Client): Promise<Finding> {
  const { rows } = await client.query<{ version: string }>(
    `SELECT current_setting('server_version') AS version`,
  )
  return ok('database', `PostgreSQL ${rows[0]?.version.split(' ')[0]} answers.`)
}

async function checkDurability(client: pg.Client): Promise<Finding[]> {
  const { rows } = await client.query<{ name: string; setting: string }>(
    `SELECT name, setting FROM pg_settings WHERE name = ANY ('{fsync,full_page_writes,synchronous_commit}')`,
  )
  const isOff = (name: string) => rows.some((row) => row.name === name && row.setting === 'off')
  const findings: Finding[] = []
  if (isOff('fsync'))
    findings.push(
      problem('durability', 'fsync is off: a crash of the machine can destroy the database. Turn it on.'),
    )
  if (isOff('full_page_writes')) {
    findings.push(
      warning(
        'durability',
        'full_page_writes is off: safe only where the disk never writes half a page. Turn it on if in doubt.',
      ),
    )
  }
  if (isOff('synchronous_commit')) {
    findings.push(
      warning(
        'durability',
        'synchronous_commit is off. Events are stored with it on all the same; the last changes of keys and settings may be lost in a crash.',
      ),
    )
  }
  return findings.length > 0 ? findings : [ok('durability', 'What is committed is on disk.')]
}

async function checkMigrations(applied: readonly string[]): Promise<Finding> {
  const known = await listMigrations()
  const unknown = applied.filter((name) => !known.includes(name))
  const missing = known.filter((name) => !applied.includes(name))
  if (unknown.length > 0) {
    return problem(
      'migrations',
      `The database is newer than this Waymark: it has ${unknown.join(', ')}. Start the version that made them.`,
    )
  }
  if (applied.length === 0) return ok('migrations', 'None yet; the first start makes the tables.')
  return missing.length > 0
    ? warning('migrations', `${missing.join(', ')} are to come: the next start applies them.`)
    : ok('migrations', `All ${applied.length} are there.`)
}

/** What the first start needs to make tables. */
async function checkRights(client: pg.Client): Promise<Finding[]> {
  const { rows } = await client.query<{ may: boolean; user: string; name: string }>(
    `SELECT has_schema_privilege('public', 'CREATE') AND has_database_privilege(current_database(), 'CREATE') AS may,
       quote_ident(current_user) AS user, quote_ident(current_database()) AS name`,
  )
  const { may, user, name } = rows[0] ?? { may: false, user: '', name: '' }
  if (may) return []
  const remedy = `ALTER DATABASE ${name} OWNER TO ${user}`
  return [problem('rights', `The user ${user} may not make tables in ${name}. As a superuser: ${remedy}.`)]
}

async function checkExtension(client: pg.Client): Promise<Finding> {
  const { rows } = await client.query(`SELECT FROM pg_available_extensions WHERE name = 'pg_trgm'`)
  return rows.length > 0
    ? ok('extensions', 'pg_trgm is at hand.')
    : problem(
        'extensions',
        'pg_trgm is not installed. It comes with the contrib package of PostgreSQL (postgresql-contrib).',
      )
}
