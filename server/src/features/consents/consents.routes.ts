import type { FastifyInstance } from 'fastify'
import { roles } from '../../catalogue/snapshot.ts'
import type { Queries } from '../../platform/database/queries.ts'
import { isDemoId } from '../shared/demo-ids.ts'
import { countedPageSchema } from '../shared/pages.ts'
import { defineParameters } from '../shared/parameters.ts'
import { pageSetUp, setUpPageParameters } from '../shared/set-up-pages.ts'
import { ConsentSchema, type ConsentView } from './consents.schemas.ts'

const consentParameters = defineParameters(setUpPageParameters)

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
        description: 'By display name.',
        querystring: consentParameters.schema,
        response: { 200: countedPageSchema(ConsentSchema) },
      },
    },
    async (request) => {
      const asked = consentParameters.read(request.query)
      const keyOf = ({ displayName, id }: ConsentView) => [displayName, id]
      return pageSetUp(await readConsents(queries), asked, { name: 'consents', filters: null, keyOf })
    },
  )
}

async function readConsents(db: Queries): Promise<ConsentView[]> {
  const rows = await db.selectFrom('consents').select(['guid', 'name', 'display_name', 'texts']).execute()
  return rows.map(({ guid, name, display_name, texts }) => ({
    id: guid,
    name,
    displayName: display_name,
    languages: Object.keys(texts).sort(),
    isDemo: isDemoId(guid),
  }))
}
