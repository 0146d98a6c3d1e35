import { randomBytes } from 'node:crypto'
import pg from 'pg'
import { inject } from 'vitest'
import type { EmbeddedConnection } from '../../src/platform/database/connection.ts'

export type TestDatabase = {
  connection: EmbeddedConnection
  /** Removes the database, also when connections to it were left open. */
  drop(): Promise<void>
}

/** A migrated, empty database of one's own: one per test file, made by copying the template's files. */
export async function createTestDatabase(): Promise<TestDatabase> {
  const failure = inject('migrationFailure')
  if (failure !== null) throw new Error(failure)
  const template = inject('templateDatabase')
  const name = `test_${randomBytes(6).toString('hex')}`
  await administer(template, `CREATE DATABASE ${name} TEMPLATE ${template.database} STRATEGY file_copy`)
  return {
    connection: { ...template, database: name },
    drop: () => administer(template, `DROP DATABASE ${name} WITH (FORCE)`),
  }
}

async function administer(template: EmbeddedConnection, statement: string): Promise<void> {
  const client = new pg.Client({ ...template, database: 'postgres' })
  await client.connect()
  try {
    await client.query(statement)
  } finally {
    await client.end()
  }
}
