import type { FastifyInstance } from 'fastify'
import type { Catalogue } from '../../catalogue/snapshot.ts'
import type { Queries } from '../../platform/database/queries.ts'
import { findContactFamily } from '../shared/contact-family.queries.ts'
import { contactNotFound, contactPathSchema, readContactId } from '../shared/contact-path.ts'
import type { TimeKey } from '../shared/cursors.ts'
import { chooseColumns } from '../shared/exports/export-columns.ts'
import { exportResponse, exportRoute } from '../shared/exports/export-route.ts'
import type { Exports } from '../shared/exports/exports.ts'
import { cutPart, requestPart } from '../shared/exports/read-part.ts'
import { visitColumns } from '../shared/exports/visit-columns.ts'
import { snapshotFor } from '../shared/snapshot-for.ts'
import type { Visit } from '../shared/visit.schemas.ts'
import { toVisit } from '../shared/visit.ts'
import { visitExportParameters } from './visits.parameters.ts'
import { readVisits } from './visits.queries.ts'

interface VisitExportDependencies {
  readonly queries: Queries
  readonly catalogue: Catalogue
  readonly now: () => number
  readonly exports: Exports
}

export function registerVisitExport(
  app: FastifyInstance,
  { queries, catalogue, now, exports }: VisitExportDependencies,
): void {
  app.get(
    '/contacts/:id/visits/export',
    {
      ...exportRoute,
      schema: {
        tags: ['Visits'],
        operationId: 'exportVisits',
        summary: 'Export the visits of a contact',
        description: 'The list in its order, whole, as a file, as of one moment.',
        params: contactPathSchema,
        querystring: visitExportParameters.schema,
        response: exportResponse,
      },
    },
    async (request, reply) => {
      const { format, columns, headings, sort, robots } = visitExportParameters.read(request.query)
      const contact = await findContactFamily(queries, readContactId(request))
      if (contact === null) throw contactNotFound()
      const filter = { contactIds: contact.ids, robots }
      const order = sort === 'startedAt' ? 'ascending' : 'descending'
      return exports.send<Visit, TimeKey>(reply, {
        name: 'visits',
        format,
        columns: chooseColumns(visitColumns, columns),
        headings,
        async readPart(connection, after) {
          const read = await readVisits(connection, filter, requestPart(order, after))
          const { rows, next } = cutPart(read, (row): TimeKey => [row.started_at.getTime(), row.id])
          const snapshot = await snapshotFor(catalogue, rows)
          return { items: rows.map((row) => toVisit(row, contact.contactId, snapshot, now())), next }
        },
      })
    },
  )
}
