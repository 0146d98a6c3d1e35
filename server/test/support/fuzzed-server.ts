import { compose } from '../../src/compose.ts'
import { readConfig } from '../../src/platform/config.ts'
import type { DatabaseConnection } from '../../src/platform/database/connection.ts'
import { createLogger } from '../../src/platform/logger.ts'

/**
 * All of Waymark in a process of its own, so that a crash and a leak can be seen from outside. Forked with
 * `--expose-gc`; it takes a {@link FuzzedServerSetUp}, answers with its port, and then each message with the bytes that
 * are alive. Without anybody who talks to it, it ends.
 */
export interface FuzzedServerSetUp {
  readonly connection: DatabaseConnection
  readonly provisionFile: string
}

process.once('message', async ({ connection, provisionFile }: FuzzedServerSetUp) => {
  const { app, close } = await compose({
    config: readConfig({ WAYMARK_PROVISION: provisionFile, WAYMARK_TRUST_PROXY: '1' }, '/'),
    connection,
    logger: await createLogger('error'),
  })
  const address = await app.listen({ port: 0, host: '127.0.0.1' })
  process.send?.(Number(new URL(address).port))
  process.on('message', () => process.send?.(measureAlive()))
  process.once('disconnect', async () => {
    await app.close()
    await close()
  })
})

function measureAlive(): number {
  globalThis.gc?.()
  globalThis.gc?.()
  const { heapUsed, arrayBuffers } = process.memoryUsage()
  return heapUsed + arrayBuffers
}
