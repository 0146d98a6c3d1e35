import { sql } from 'kysely'
import { newId, parseGuid, type Uuid } from '../../domain/ids.ts'
import { hashSecret } from '../secrets.ts'
import type { KeyAccess } from '../snapshot.ts'
import type { ApiKeyItem } from './document.schemas.ts'
import { type Match, matchItems } from './match-items.ts'
import type { ProvisionedChannel } from './provision-channels.ts'
import { ProvisioningError } from './provisioning-error.ts'
import { type Changes, findChanges, isEmpty, type ProvisioningRun } from './provisioning-run.ts'
import { fingerprintSecret, type SecretHolder } from './secret-holders.ts'

interface KeyRow {
  readonly id: number
  readonly channel_id: number
  readonly name: string
  readonly access: KeyAccess
  readonly public_key: Uuid | null
  readonly secret_hash: string | null
  readonly cors_origins: string
  readonly enabled: boolean
  readonly rate_limit: number | null
}

export interface PlannedKey extends Match<ApiKeyItem, KeyRow> {
  readonly channelId: number
  readonly access: KeyAccess
  /** How the secret is stored; empty when the document gives none. */
  readonly secret: Partial<Pick<KeyRow, 'public_key' | 'secret_hash'>>
}

/** Reads the keys of the document, without writing: whether a secret is in two places shows when all are known. */
export async function planApiKeys(
  { transaction }: ProvisioningRun,
  channels: readonly ProvisionedChannel[],
): Promise<{ keys: PlannedKey[]; holders: SecretHolder[] }> {
  const rows: KeyRow[] = await transaction.selectFrom('api_keys').selectAll().execute()
  const keys = channels.flatMap((channel) => planKeysOf(channel, rows))
  const given = keys.filter(({ item }) => item.secret !== undefined)
  const replaced = new Set(given.map(({ row }) => row))
  const holders = [
    ...rows.filter((row) => !replaced.has(row)).map(describeStored),
    ...given.map(({ item, path }) => ({
      name: `the key "${item.name}" at ${path}`,
      path: `${path}.secret`,
      fingerprints: fingerprintSecret(item.secret ?? ''),
    })),
  ]
  return { keys, holders }
}

function describeStored({ name, public_key, secret_hash }: KeyRow): SecretHolder {
  const fingerprints = public_key === null ? [secret_hash ?? ''] : [hashSecret(public_key)]
  return { name: `the stored key "${name}"`, path: null, fingerprints }
}

function planKeysOf(
  { id, item: { apiKeys = [] }, path }: ProvisionedChannel,
  rows: readonly KeyRow[],
): PlannedKey[] {
  const rowsOfChannel = rows.filter((row) => row.channel_id === id)
  const matches = matchItems<ApiKeyItem, KeyRow>(apiKeys, rowsOfChannel, {
    list: `${path}.apiKeys`,
    noun: 'key',
    nameMember: 'name',
    itemName: ({ name }) => name,
    rowName: ({ name }) => name,
  })
  return matches.map((match) => {
    const access = readAccess(match)
    return { ...match, channelId: id, access, secret: readSecret(match, access) }
  })
}

function readAccess({ item, row, path }: Match<ApiKeyItem, KeyRow>): KeyAccess {
  const access = row?.access ?? item.access
  if (access === undefined)
    throw ProvisioningError.at(path, 'needs an access, since there is no such key yet')
  if (item.access !== undefined && item.access !== access) {
    const stays = `a key's access stays as it was made ("${access}"): make a key of another name`
    throw ProvisioningError.at(`${path}.access`, `is "${item.access}", but ${stays}`)
  }
  if (item.corsOrigins !== undefined && access !== 'sitecore') {
    throw ProvisioningError.at(`${path}.corsOrigins`, 'is only for keys with the access "sitecore"')
  }
  return access
}

function readSecret({ item, row, path }: Match<ApiKeyItem, KeyRow>, access: KeyAccess): PlannedKey['secret'] {
  if (item.secret === undefined) {
    if (row === undefined) throw ProvisioningError.at(path, 'needs a secret, since there is no such key yet')
    return {}
  }
  if (access !== 'sitecore') return { secret_hash: hashSecret(item.secret) }
  const guid = parseGuid(item.secret)
  if (guid === null) {
    throw ProvisioningError.at(
      `${path}.secret`,
      'must be a GUID, in any notation: this key has the access "sitecore"',
    )
  }
  return { public_key: guid }
}

export async function storeApiKeys(run: ProvisioningRun, keys: readonly PlannedKey[]): Promise<void> {
  const changes = keys.flatMap(({ item, row, secret }) => {
    if (row === undefined) return []
    const wanted = {
      name: item.name,
      enabled: item.enabled,
      cors_origins: item.corsOrigins,
      rate_limit: item.rateLimit,
      ...secret,
    }
    return { id: row.id, columns: findChanges(row, wanted) }
  })
  await freeSecrets(run, changes)
  for (const { id, columns } of changes) await changeKey(run, id, columns)
  for (const key of keys) if (key.row === undefined) await createKey(run, key)
}

/** Secrets may change hands within a document, in any order. */
async function freeSecrets(
  { transaction }: ProvisioningRun,
  changes: readonly { readonly id: number; readonly columns: Changes<KeyRow> }[],
): Promise<void> {
  const ids = changes
    .filter(({ columns }) => columns.public_key !== undefined || columns.secret_hash !== undefined)
    .map(({ id }) => id)
  if (ids.length === 0) return
  await sql`
    UPDATE api_keys
    SET secret_hash = 'replaced ' || secret_hash,
        public_key = CASE WHEN public_key IS NOT NULL THEN gen_random_uuid() END
    WHERE id = ANY (${ids}::int[])
  `.execute(transaction)
}

async function changeKey(
  { transaction, at, tally }: ProvisioningRun,
  id: number,
  columns: Changes<KeyRow>,
): Promise<void> {
  if (isEmpty(columns)) return
  await transaction
    .updateTable('api_keys')
    .set({ ...columns, modified_at: at })
    .where('id', '=', id)
    .execute()
  tally.add('key', 'changed')
}

async function createKey({ transaction, at, tally }: ProvisioningRun, key: PlannedKey): Promise<void> {
  const { item, channelId, access, secret } = key
  await transaction
    .insertInto('api_keys')
    .values({
      guid: newId(at.getTime()),
      channel_id: channelId,
      name: item.name,
      access,
      ...secret,
      cors_origins: item.corsOrigins ?? '',
      enabled: item.enabled ?? true,
      rate_limit: item.rateLimit ?? null,
      created_at: at,
      modified_at: at,
    })
    .execute()
  tally.add('key', 'created')
}
