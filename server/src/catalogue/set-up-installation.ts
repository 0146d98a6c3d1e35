import type { Uuid } from '../domain/ids.ts'
import type { DatabaseConnection } from '../platform/database/connection.ts'
import { openQueries } from '../platform/database/queries.ts'
import { changeCatalogue } from './change-catalogue.ts'

/** What the first start has set up, in clear: to be shown once, stored nowhere and never logged. */
export interface FirstStart {
  readonly administrator: { readonly email: string; readonly password: string }
  readonly channel: { readonly name: string; readonly id: Uuid }
  /** For `sc_apikey`. */
  readonly sitecoreKey: Uuid
  /** For `Authorization: Bearer` on the Xperience API. */
  readonly trackingKey: string
  /** For `Authorization: Bearer` on the management API. */
  readonly token: string
}

/**
 * Brings the installation to where tracking can begin (docs/spec/waymark.md §2): with a provisioning file, what that
 * says, at every start; without one, the sample set-up, at the very first start only. Several processes may start at
 * once; exactly one of them makes the sample and gets its secrets.
 */
export async function setUpInstallation(options: {
  connection: DatabaseConnection
  /** Its path, or null. */
  provisionFile: string | null
  now: () => number
}): Promise<{
  firstStart: FirstStart | null
  /** What the file changed, as a sentence; null without one. */
  provisioned: string | null
}> {
  // Most starts have nothing to set up: what only setting up needs (the schema of the file, the HTML sanitiser) is
  // loaded when it is needed, since it would stay in memory (10 MB).
  if (options.provisionFile !== null) {
    const { provisionFile } = await import('./provisioning/provision.ts')
    const { summary } = await provisionFile(options.connection, options.provisionFile, options.now)
    return { firstStart: null, provisioned: summary }
  }
  const db = openQueries(options.connection)
  try {
    const at = new Date(options.now())
    const firstStart = await changeCatalogue(db, async (transaction) => {
      const { set_up_at } = await transaction
        .selectFrom('installation')
        .select('set_up_at')
        .executeTakeFirstOrThrow()
      if (set_up_at !== null) return { changed: false, result: null }
      const { createSampleSetUp } = await import('./sample-set-up.ts')
      return { changed: true, result: await createSampleSetUp(transaction, at) }
    })
    return { firstStart, provisioned: null }
  } finally {
    await db.destroy()
  }
}
