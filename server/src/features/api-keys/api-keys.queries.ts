import { splitList } from '../../catalogue/origins.ts'
import type { Uuid } from '../../domain/ids.ts'
import type { Queries } from '../../platform/database/queries.ts'
import { tagOf } from '../shared/entity-tag.ts'
import type { ApiKeyView } from './api-keys.schemas.ts'

/** The keys of channels, of all channels, or one. What is secret about them is not even read. */
export async function readApiKeys(
  db: Queries,
  asked: { readonly id?: Uuid; readonly channelIds?: readonly number[] } = {},
): Promise<ApiKeyView[]> {
  const { id, channelIds } = asked
  const rows = await db
    .selectFrom('api_keys as k')
    .innerJoin('channels as c', 'c.id', 'k.channel_id')
    .$if(id !== undefined, (query) => query.where('k.guid', '=', id ?? ''))
    .$if(channelIds !== undefined, (query) => query.where('k.channel_id', 'in', channelIds ?? []))
    .select([
      'k.guid as id',
      'c.guid as channelId',
      'k.name',
      'k.access',
      'k.public_key as publicKey',
      'k.enabled',
      'k.cors_origins as corsOrigins',
      'k.rate_limit as rateLimit',
      'k.created_at as createdAt',
      'k.modified_at as modifiedAt',
    ])
    .execute()
  return rows.map((row) => {
    const contents = {
      ...row,
      corsOrigins: splitList(row.corsOrigins),
      createdAt: row.createdAt.toISOString(),
      modifiedAt: row.modifiedAt.toISOString(),
    }
    return { ...contents, etag: tagOf(contents) }
  })
}
