import type { Uuid } from '../../domain/ids.ts'
import type { Queries } from '../../platform/database/queries.ts'
import { isDemoId } from '../shared/demo-ids.ts'
import { tagOf } from '../shared/entity-tag.ts'
import type { ChannelView } from './channels.schemas.ts'

/** All channels, or one. */
export async function readChannels(db: Queries, guid: Uuid | null = null): Promise<ChannelView[]> {
  const rows = await db
    .selectFrom('channels as c')
    .leftJoin('languages as l', 'l.id', 'c.language_id')
    .leftJoin('consents as r', 'r.id', 'c.require_consent_id')
    .$if(guid !== null, (query) => query.where('c.guid', '=', guid ?? ''))
    .select([
      'c.guid as id',
      'c.name',
      'c.code_name as codeName',
      'l.code as language',
      'r.name as requireConsent',
      'c.allow_provisional as allowProvisional',
      'c.created_at as createdAt',
    ])
    .execute()
  return rows.map((row) => {
    const contents = { ...row, isDemo: isDemoId(row.id), createdAt: row.createdAt.toISOString() }
    return { ...contents, etag: tagOf(contents) }
  })
}
