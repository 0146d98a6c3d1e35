import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { TestProject } from 'vitest/node'
import type { EmbeddedConnection } from '../../src/platform/database/connection.ts'
import { openEmbedded } from '../../src/platform/database/embedded.ts'
import { migrate } from '../../src/platform/database/migrate.ts'
import { createLogger } from '../../src/platform/logger.ts'

declare module 'vitest' {
  interface ProvidedContext {
    /** The database that every test database is a copy of. */
    templateDatabase: EmbeddedConnection
    /** Why the template could not be migrated; null when it could. */
    migrationFailure: string | null
  }
}

/** One PostgreSQL for the whole run, with a migrated database that nobody connects to: the template. */
export default async function setUp(project: TestProject): Promise<() => Promise<void>> {
  const logger = await createLogger('error')
  const dataFolder = await mkdtemp(join(tmpdir(), 'waymark-test-'))
  const server = await openEmbedded(dataFolder, logger, 'throwaway')
  // A broken migration fails the tests that need its tables, not all the others.
  const failure = await migrate(server.connection, logger).then(
    () => null,
    (error: Error) => error.message,
  )
  project.provide('templateDatabase', server.connection)
  project.provide('migrationFailure', failure)
  return async () => {
    await server.close()
    await rm(dataFolder, { recursive: true, force: true })
  }
}
