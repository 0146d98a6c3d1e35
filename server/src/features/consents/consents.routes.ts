import type { FastifyInstance } from 'fastify'
import { roles } from '../../catalogue/snapshot.ts'
import type { Queries } from '../../platform/database/queries.ts'
import { isDemoId } from '../shared/demo-ids.ts'
import { ConsentsSchema, type ConsentView } from './consents.schemas.ts'

/** What people may agree to. */
export function registerConsentRoutes(app: FastifyInstance, { queries }: { queries: Queries }): void {
  app.get(
    '/consents',
    {
      config: { roles },
      schema: {
        tags: ['Consents'],
        operationId: 'listConsents',
        summary: 'List consents',
        description: 'All of them, by display name: administrators set up few.',
        response: { 200: ConsentsSchema },
      },
    },
    async () => ({ items: await readConsents(queries) }),
  )
}

async function readConsents(db: Queries): Promise<ConsentView[]> {
  const rows = await db
    .selectFrom('consents')
    .select(['guid', 'name', 'display_name', 'texts'])
    .orderBy('display_name')
    .orderBy('id')
    .execute()
  return rows.map(({ guid, name, display_name, texts }) => ({
    id: guid,
    name,
    displayName: display_name,
    languages: Object.keys(texts).sort(),
    isDemo: isDemoId(guid),
  }))
}
