import type { Uuid } from '../domain/ids.ts'
import type { Queries } from '../platform/database/queries.ts'
import type { KeyAccess } from './snapshot.ts'

export interface ListedChannel {
  readonly name: string
  readonly codeName: string
  /** What the Xperience API takes as `channel`. */
  readonly guid: Uuid
  readonly keys: readonly ListedKey[]
}

export interface ListedKey {
  readonly name: string
  readonly access: KeyAccess
  readonly enabled: boolean
  /** Of access `sitecore` only, which every page carries. Of the others a hash is stored. */
  readonly publicKey: Uuid | null
}

/** By name, each with its keys by name. */
export async function listChannels(db: Queries): Promise<ListedChannel[]> {
  const channels = await db
    .selectFrom('channels')
    .select(['id', 'name', 'code_name', 'guid'])
    .orderBy('name')
    .orderBy('id')
    .execute()
  const keys = await db
    .selectFrom('api_keys')
    .select(['channel_id', 'name', 'access', 'enabled', 'public_key'])
    .orderBy('name')
    .execute()
  return channels.map(({ id, name, code_name, guid }) => ({
    name,
    codeName: code_name,
    guid,
    keys: keys
      .filter(({ channel_id }) => channel_id === id)
      .map(({ name, access, enabled, public_key }) => ({ name, access, enabled, publicKey: public_key })),
  }))
}
