import type { FastifyInstance } from 'fastify'
import { type Catalogue, roles } from '../../catalogue/snapshot.ts'
import type { Queries } from '../../platform/database/queries.ts'
import { contactNotFound, contactPathSchema, readContactId } from '../shared/contact-path.ts'
import { createCursors } from '../shared/cursors.ts'
import { countedPageSchema, cutPage } from '../shared/pages.ts'
import { findSort, readPlaceOf } from './contact-sorts.ts'
import { contactParameters } from './contacts.parameters.ts'
import { findContact } from './contacts.queries.ts'
import { ContactListItemSchema, ContactSchema } from './contacts.schemas.ts'
import { findFilter } from './find-filter.ts'
import { countContacts, readPlaces } from './list-contacts.queries.ts'
import { readListItems } from './read-list-items.ts'
import { toContact } from './to-contact.ts'

interface ContactDependencies {
  readonly queries: Queries
  readonly catalogue: Catalogue
  /** Milliseconds since 1970. */
  readonly now: () => number
}

export function registerContactRoutes(app: FastifyInstance, dependencies: ContactDependencies): void {
  const { queries, catalogue } = dependencies
  app.get(
    '/contacts',
    {
      config: { roles },
      schema: {
        tags: ['Contacts'],
        operationId: 'listContacts',
        summary: 'List, filter and search contacts',
        description:
          'The most recently active first. A filter takes several values, of which any may apply; a contact meets all ' +
          'filters, each by any of its visits; where a time is asked for, by one visit that began in it. With the ' +
          'setting `profiles.showAnonymous` off, contacts that are not identified are left out.',
        querystring: contactParameters.schema,
        response: { 200: countedPageSchema(ContactListItemSchema) },
      },
    },
    async (request) => {
      const { sort, include, limit, cursor, count, ...asked } = contactParameters.read(request.query)
      const chosen = findSort(sort)
      const cursors = createCursors({ name: 'contacts', sort, filters: asked }, readPlaceOf(chosen))
      const order = sort.startsWith('-') ? 'descending' : 'ascending'
      const page = { limit, order, position: cursors.read(cursor) } as const
      const filter = await findFilter(queries, catalogue.snapshot, asked)
      const [places, total] = await Promise.all([
        readPlaces(queries, filter, chosen, page),
        count ? countContacts(queries, filter) : null,
      ])
      const { items, ...rest } = cutPage(places, page, (place) => place, cursors.write)
      const ids = items.map(([, id]) => id)
      const withConsents = include?.includes('consents') ?? false
      return { ...rest, items: await readListItems(queries, dependencies, ids, { withConsents }), ...total }
    },
  )

  app.get(
    '/contacts/:id',
    {
      config: { roles },
      schema: {
        tags: ['Contacts'],
        operationId: 'getContact',
        summary: 'Get a contact',
        description: 'An id that was merged away is answered with the surviving contact.',
        params: contactPathSchema,
        response: { 200: ContactSchema },
      },
    },
    async (request) => {
      const row = await findContact(queries, readContactId(request))
      if (row === null) throw contactNotFound()
      return toContact(row)
    },
  )
}
