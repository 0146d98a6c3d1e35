import type { Uuid } from '../../domain/ids.ts'
import type { Queries } from '../../platform/database/queries.ts'
import { isDemoId } from '../shared/demo-ids.ts'
import type { DefinitionView } from './definitions.schemas.ts'

/** All definitions, or one. */
export async function readDefinitions(db: Queries, guid: Uuid | null = null): Promise<DefinitionView[]> {
  const rows = await db
    .selectFrom('definitions')
    .$if(guid !== null, (query) => query.where('guid', '=', guid ?? ''))
    .select([
      'guid as id',
      'kind',
      'name',
      'display_name as displayName',
      'description',
      'points',
      'era',
      'traffic_channel as trafficChannel',
      'enabled',
      'built_in as builtIn',
      'provisional',
      'created_at as createdAt',
    ])
    .execute()
  return rows.map((row) => ({ ...row, isDemo: isDemoId(row.id), createdAt: row.createdAt.toISOString() }))
}
