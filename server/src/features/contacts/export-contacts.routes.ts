import type { FastifyInstance } from 'fastify'
import type { Catalogue } from '../../catalogue/snapshot.ts'
import type { Queries } from '../../platform/database/queries.ts'
import { chooseColumns } from '../shared/exports/export-columns.ts'
import { exportResponse, exportRoute } from '../shared/exports/export-route.ts'
import type { Exports } from '../shared/exports/exports.ts'
import { cutPart, requestPart } from '../shared/exports/read-part.ts'
import { contactColumns } from './contact-columns.ts'
import { type ContactPlace, findSort } from './contact-sorts.ts'
import { contactExportParameters } from './contacts.parameters.ts'
import type { ContactListItem } from './contacts.schemas.ts'
import { findFilter } from './find-filter.ts'
import { readPlaces } from './list-contacts.queries.ts'
import { readListItems } from './read-list-items.ts'

interface ContactExportDependencies {
  readonly queries: Queries
  readonly catalogue: Catalogue
  readonly now: () => number
  readonly exports: Exports
}

export function registerContactExport(app: FastifyInstance, dependencies: ContactExportDependencies): void {
  const { queries, catalogue, exports } = dependencies
  app.get(
    '/contacts/export',
    {
      ...exportRoute,
      schema: {
        tags: ['Contacts'],
        operationId: 'exportContacts',
        summary: 'Export contacts',
        description: 'The list with its filters and its order, whole, as a file, as of one moment.',
        querystring: contactExportParameters.schema,
        response: exportResponse,
      },
    },
    async (request, reply) => {
      const { format, columns, headings, sort, ...asked } = contactExportParameters.read(request.query)
      const filter = await findFilter(queries, catalogue.snapshot, asked)
      const chosen = findSort(sort)
      // Without columns it holds all that there are.
      const withConsents = columns?.includes('consents') ?? true
      const order = sort.startsWith('-') ? 'descending' : 'ascending'
      return exports.send<ContactListItem, ContactPlace>(reply, {
        name: 'contacts',
        format,
        columns: chooseColumns(contactColumns, columns),
        headings,
        async readPart(connection, after) {
          const places = await readPlaces(connection, filter, chosen, requestPart(order, after))
          const { rows, next } = cutPart(places, (place) => place)
          const ids = rows.map(([, id]) => id)
          return { items: await readListItems(connection, dependencies, ids, { withConsents }), next }
        },
      })
    },
  )
}
