import type { FastifyInstance } from 'fastify'
import { type Static, Type } from 'typebox'
import { roles } from '../../catalogue/snapshot.ts'
import type { Queries } from '../../platform/database/queries.ts'
import { findSurvivors } from '../shared/contact-family.queries.ts'
import { findContactNames } from '../shared/contact-name.queries.ts'
import { guidsParameter } from '../shared/list-parameters.ts'
import { defineParameters } from '../shared/parameters.ts'
import { guidSchema } from '../shared/schemas.ts'

/** As many rows as a screen has. */
const MOST_IDS = 100

const parameters = defineParameters({
  ids: guidsParameter(`Ids of contacts, at most ${MOST_IDS}, separated by commas.`, { most: MOST_IDS }),
})

const ContactNamesSchema = Type.Object(
  {
    items: Type.Array(
      Type.Object(
        {
          id: guidSchema('As it was asked for.'),
          contactId: guidSchema('The surviving contact.'),
          displayName: Type.String({ examples: ['Ada Lovelace'] }),
          known: Type.Boolean({ description: 'Identified.' }),
        },
        { additionalProperties: false },
      ),
      { description: 'Of those that there are, in the order that was asked for.' },
    ),
  },
  { $id: 'ContactNames', additionalProperties: false },
)
export type ContactNames = Static<typeof ContactNamesSchema>

/** For screens that know contacts by their ids only: what streams there must not wait for the database, or ask it. */
export function registerContactNameRoutes(app: FastifyInstance, { queries }: { queries: Queries }): void {
  app.get(
    '/contacts/names',
    {
      config: { roles },
      schema: {
        tags: ['Contacts'],
        operationId: 'listContactNames',
        summary: 'Say how contacts are called',
        description:
          'As the list of contacts calls them. An id that names nobody is left out; one that was merged away is called like the survivor.',
        querystring: parameters.schema,
        response: { 200: ContactNamesSchema },
      },
    },
    async (request): Promise<ContactNames> => {
      const ids = parameters.read(request.query).ids ?? []
      const survivors = await findSurvivors(queries, ids)
      const asked = ids.map((id) => ({ id, contactId: survivors.get(id) ?? id }))
      const names = await findContactNames(
        queries,
        asked.map(({ contactId }) => contactId),
      )
      return {
        items: asked.flatMap((one) => {
          const name = names.get(one.contactId)
          return name === undefined ? [] : [{ ...one, ...name }]
        }),
      }
    },
  )
}
