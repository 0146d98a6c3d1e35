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
  }
}

/** One PostgreSQL for the whole run, with a migrated database that nobody connects to: the template. */
export default async function setUp(project: TestProject): Promise<() => Promise<void>> {
  const logger = await createLogger('warn')
  const dataFolder = await mkdtemp(join(tmpdir(), 'waymark-test-'))
  const server = await openEmbedded(dataFolder, logger, 'throwaway')
  const tearDown = async () => {
    await server.close()
    await rm(dataFolder, { recursive: true, force: true })
  }
  try {
    await migrate(server.connection, logger)
  } catch (error) {
    await tearDown()
    throw error
  }
  project.provide('templateDatabase', server.connection)
  return tearDown
}
