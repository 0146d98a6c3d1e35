import type { CatalogueTransaction } from '../../catalogue/change-catalogue.ts'
import { foldCase } from '../../catalogue/names.ts'
import type { Uuid } from '../../domain/ids.ts'
import { Problem } from '../shared/problem.ts'
import type { ApiKeyChanges, ApiKeyView } from './api-keys.schemas.ts'

/** Changes what somebody may change of a key; false where all is so already. Its access and its secret stay what they are. */
export async function changeApiKey(
  transaction: CatalogueTransaction,
  key: ApiKeyView,
  changes: ApiKeyChanges,
  at: Date,
): Promise<boolean> {
  const { name = key.name, enabled = key.enabled, corsOrigins = key.corsOrigins } = changes
  const rateLimit = changes.rateLimit === undefined ? key.rateLimit : changes.rateLimit
  if (corsOrigins.length > 0 && key.access !== 'sitecore') throw originsAreForSitecore()
  const before = [key.name, key.enabled, key.corsOrigins, key.rateLimit]
  if (JSON.stringify(before) === JSON.stringify([name, enabled, corsOrigins, rateLimit])) return false
  if (foldCase(name) !== foldCase(key.name)) await refuseTakenName(transaction, key.channelId, name)
  await transaction
    .updateTable('api_keys')
    .set({ name, enabled, cors_origins: corsOrigins.join(';'), rate_limit: rateLimit, modified_at: at })
    .where('guid', '=', key.id)
    .execute()
  return true
}

/** Names of keys are their channel's own. */
export async function refuseTakenName(
  transaction: CatalogueTransaction,
  channelId: Uuid,
  name: string,
): Promise<void> {
  const keys = await transaction
    .selectFrom('api_keys as k')
    .innerJoin('channels as c', 'c.id', 'k.channel_id')
    .where('c.guid', '=', channelId)
    .select('k.name')
    .execute()
  if (!keys.some((key) => foldCase(key.name) === foldCase(name))) return
  throw new Problem('name_taken', `This channel has a key called "${name}" already. Choose another name.`)
}

export function originsAreForSitecore(): Problem {
  const message =
    'corsOrigins is only for keys with the access "sitecore". The Xperience API has one list for all, in the setting headless.corsAllowedOrigins.'
  return new Problem('invalid_body', message, [{ parameter: 'corsOrigins', message }])
}
