import { readFile } from 'node:fs/promises'
import type { DatabaseConnection } from '../../platform/database/connection.ts'
import { openQueries } from '../../platform/database/queries.ts'
import { type CatalogueTransaction, changeCatalogue } from '../change-catalogue.ts'
import type { ProvisioningDocument } from './document.schemas.ts'
import { planApiKeys, storeApiKeys } from './provision-api-keys.ts'
import { provisionChannels } from './provision-channels.ts'
import { provisionConsents } from './provision-consents.ts'
import { provisionContactFields } from './provision-contact-fields.ts'
import { provisionContactGroups } from './provision-contact-groups.ts'
import { provisionDefinitions } from './provision-definitions.ts'
import { provisionLanguages } from './provision-languages.ts'
import { provisionSettings } from './provision-settings.ts'
import { planTokens, storeTokens } from './provision-tokens.ts'
import { provisionUsers } from './provision-users.ts'
import { ProvisioningError } from './provisioning-error.ts'
import type { ProvisioningRun } from './provisioning-run.ts'
import { readDocument } from './read-document.ts'
import { refuseSharedSecrets } from './secret-holders.ts'
import { type NewChannel, Tally } from './tally.ts'

/**
 * Applies a provisioning file (docs/spec/waymark.md §3) and resolves with a sentence about what it did,
 * and with the channels that are new. Rejects with a {@link ProvisioningError} when the file cannot be read or applied; nothing has changed then.
 */
export async function provisionFile(
  connection: DatabaseConnection,
  path: string,
  now: () => number = Date.now,
): Promise<{ summary: string; newChannels: readonly NewChannel[] }> {
  const db = openQueries(connection)
  try {
    const document = readDocument(await readBytes(path))
    const at = new Date(now())
    const tally = await changeCatalogue(db, async (transaction) => {
      const done = await provision(transaction, document, at)
      await markSetUp(transaction, at)
      return { changed: !done.isEmpty, result: done }
    })
    return {
      summary: tally.isEmpty ? 'Nothing to change: all is as the file says.' : `Provisioned: ${tally}.`,
      newChannels: tally.newChannels,
    }
  } catch (error) {
    throw error instanceof ProvisioningError ? new ProvisioningError(`${path}: ${error.message}`) : error
  } finally {
    await db.destroy()
  }
}

async function readBytes(path: string): Promise<Buffer> {
  try {
    return await readFile(path)
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException
    throw new ProvisioningError(reasons[code ?? ''] ?? `It cannot be read (${code}).`, { cause: error })
  }
}

const reasons: Readonly<Record<string, string>> = {
  ENOENT: 'There is no such file.',
  EISDIR: 'This is a folder. Name the file in it.',
  EACCES: 'This user may not read it.',
}

/**
 * Makes the catalogue what a document says, as far as it says something: what it does not name stays, and so does
 * what a thing that it names has beyond that. Applying a document twice does what applying it once does. For
 * {@link changeCatalogue}, whose transaction undoes everything when this throws.
 *
 * The order follows the references: to languages from consents and channels, to consents from channels.
 */
export async function provision(
  transaction: CatalogueTransaction,
  document: ProvisioningDocument,
  at: Date,
): Promise<Tally> {
  const run: ProvisioningRun = { transaction, at, tally: new Tally() }
  await provisionLanguages(run, document.languages ?? [])
  await provisionConsents(run, document.consents ?? [])
  const channels = await provisionChannels(run, document.channels ?? [])
  const { keys, holders } = await planApiKeys(run, channels)
  const { tokens, holders: tokenHolders } = await planTokens(run, document.tokens ?? [])
  refuseSharedSecrets([...holders, ...tokenHolders])
  await storeApiKeys(run, keys)
  await storeTokens(run, tokens)
  await provisionDefinitions(run, document)
  await provisionContactFields(run, document.contactFields ?? [])
  await provisionContactGroups(run, document.contactGroups ?? [])
  await provisionSettings(run, document.settings ?? {})
  await provisionUsers(run, document.users ?? [])
  return run.tally
}

/** From now on this is no first start. */
export async function markSetUp(transaction: CatalogueTransaction, at: Date): Promise<void> {
  await transaction
    .updateTable('installation')
    .set({ set_up_at: at })
    .where('set_up_at', 'is', null)
    .execute()
}
