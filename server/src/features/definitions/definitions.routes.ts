import type { FastifyInstance } from 'fastify'
import { foldCase } from '../../catalogue/names.ts'
import { roles } from '../../catalogue/snapshot.ts'
import { readBody } from '../shared/bodies.ts'
import { changeSetUp, type SetUpDependencies } from '../shared/change-set-up.ts'
import { countedPageSchema } from '../shared/pages.ts'
import { Problem } from '../shared/problem.ts'
import { pageSetUp, type SetUpPageRequest } from '../shared/set-up-pages.ts'
import { createDefinition } from './create-definition.ts'
import { definitionParameters } from './definitions.parameters.ts'
import { readDefinitions } from './definitions.queries.ts'
import { DefinitionSchema, type DefinitionView, NewDefinitionSchema } from './definitions.schemas.ts'
import { findNear } from './find-near.ts'

const tags = ['Definitions']

/** What clients may send: goals, page events, outcomes, campaigns and activity types. */
export function registerDefinitionRoutes(app: FastifyInstance, dependencies: SetUpDependencies): void {
  const { queries } = dependencies

  app.get(
    '/definitions',
    {
      config: { roles },
      schema: {
        tags,
        operationId: 'listDefinitions',
        summary: 'List definitions',
        description: 'By kind and display name; with `near`, the likeliest first.',
        querystring: definitionParameters.schema,
        response: { 200: countedPageSchema(DefinitionSchema) },
      },
    },
    async (request) => {
      const { kind, search, near, ...asked } = definitionParameters.read(request.query)
      const all = await readDefinitions(queries)
      const part = foldCase(search ?? '')
      const items = all.filter(
        (definition) =>
          (kind === null || kind.includes(definition.kind)) &&
          (foldCase(definition.name).includes(part) || foldCase(definition.displayName).includes(part)),
      )
      if (near === null)
        return pageSetUp(items, asked, { name: 'definitions', filters: [kind, search], keyOf })
      return pageNear(findNear(items, near), asked)
    },
  )

  app.post(
    '/definitions',
    {
      config: { roles: ['admin', 'marketer'] },
      schema: {
        tags,
        operationId: 'createDefinition',
        summary: 'Make a definition',
        description:
          'Clients may send it from the next request on. One that is provisional under this name is confirmed (200).',
        body: NewDefinitionSchema,
        response: { 200: DefinitionSchema, 201: DefinitionSchema },
      },
    },
    async (request, reply) => {
      const wanted = readBody(request.body, NewDefinitionSchema)
      const { id, isNew } = await changeSetUp(dependencies, async (transaction, at) => ({
        changed: true,
        result: await createDefinition(transaction, wanted, at),
      }))
      reply.code(isNew ? 201 : 200)
      return (await readDefinitions(queries, id))[0]
    },
  )
}

function keyOf({ kind, displayName, id }: DefinitionView): string[] {
  return [kind, displayName, id]
}

/** At most one of each kind, so there is no second page. */
function pageNear(items: DefinitionView[], { limit, cursor, count }: SetUpPageRequest) {
  if (cursor !== null) throw new Problem('invalid_cursor', 'With `near` there is one page only.')
  const total = count && { total: items.length, totalIsEstimate: false }
  return { items: items.slice(0, limit), nextCursor: null, prevCursor: null, ...total }
}
