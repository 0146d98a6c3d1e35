import type { FastifyInstance } from 'fastify'
import type { TimeKey } from '../shared/cursors.ts'
import { chooseColumns } from '../shared/exports/export-columns.ts'
import { exportResponse, exportRoute } from '../shared/exports/export-route.ts'
import type { Exports } from '../shared/exports/exports.ts'
import { cutPart, requestPart } from '../shared/exports/read-part.ts'
import { rawDataRoles } from '../shared/raw-data-roles.ts'
import { snapshotFor } from '../shared/snapshot-for.ts'
import { rejectedEventColumns } from './rejected-event-columns.ts'
import { rejectedExportParameters } from './rejected-events.parameters.ts'
import { readRejectedEvents } from './rejected-events.queries.ts'
import type { RejectedEventParts } from './rejected-events.routes.ts'
import type { RejectedEventView } from './rejected-events.schemas.ts'
import { readFilter } from './rejected-filter.ts'
import { toRejectedEvent } from './to-rejected-event.ts'

export function registerRejectedEventExport(
  app: FastifyInstance,
  { catalogue, replayers, exports }: RejectedEventParts & { readonly exports: Exports },
): void {
  app.get(
    '/rejected-events/export',
    {
      ...exportRoute,
      config: { roles: rawDataRoles },
      schema: {
        tags: ['Rejected events'],
        operationId: 'exportRejectedEvents',
        summary: 'Export rejected events',
        description: 'The list with its filters and its order, whole, as a file, as of one moment.',
        querystring: rejectedExportParameters.schema,
        response: exportResponse,
      },
    },
    async (request, reply) => {
      const { format, columns, headings, sort, ...asked } = rejectedExportParameters.read(request.query)
      const filter = readFilter(catalogue.snapshot, asked)
      const order = sort === 'receivedAt' ? 'ascending' : 'descending'
      return exports.send<RejectedEventView, TimeKey>(reply, {
        name: 'rejected-events',
        format,
        columns: chooseColumns(rejectedEventColumns, columns),
        headings,
        async readPart(connection, after) {
          const read = await readRejectedEvents(connection, filter, requestPart(order, after), replayers)
          const { rows, next } = cutPart(read, (row): TimeKey => [row.received_at.getTime(), row.id])
          const snapshot = await snapshotFor(catalogue, rows)
          return {
            items: rows.map((row) => toRejectedEvent(row, { snapshot, replayers, contacts: NAMELESS }, null)),
            next,
          }
        },
      })
    },
  )
}

/** No column holds the contact itself. */
const NAMELESS = new Map<never, never>()
