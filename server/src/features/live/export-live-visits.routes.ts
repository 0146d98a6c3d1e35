import type { FastifyInstance } from 'fastify'
import type { TimeKey } from '../shared/cursors.ts'
import { chooseColumns } from '../shared/exports/export-columns.ts'
import { exportResponse, exportRoute } from '../shared/exports/export-route.ts'
import type { Exports } from '../shared/exports/exports.ts'
import { cutPart, requestPart } from '../shared/exports/read-part.ts'
import { describeLiveVisits } from './describe-live-visits.ts'
import { liveVisitColumns, openVisitExportParameters } from './live-visits.parameters.ts'
import { readOpenVisits } from './live-visits.queries.ts'
import type { LiveVisitDependencies } from './live-visits.routes.ts'
import type { LiveVisit } from './live-visits.schemas.ts'
import { readOpenVisitFilter } from './open-visit-filter.ts'

export function registerLiveVisitExport(
  app: FastifyInstance,
  dependencies: LiveVisitDependencies & { readonly exports: Exports },
): void {
  const { catalogue, now, exports } = dependencies
  app.get(
    '/live/visits/export',
    {
      ...exportRoute,
      schema: {
        tags: ['Live'],
        operationId: 'exportOpenVisits',
        summary: 'Export the visits that are open now',
        description: 'The list with its filters, whole, as a file, as of one moment.',
        querystring: openVisitExportParameters.schema,
        response: exportResponse,
      },
    },
    async (request, reply) => {
      const { format, columns, headings, ...asked } = openVisitExportParameters.read(request.query)
      const filter = readOpenVisitFilter(catalogue.snapshot, asked, now())
      return exports.send<LiveVisit, TimeKey>(reply, {
        name: 'open-visits',
        format,
        columns: chooseColumns(liveVisitColumns, columns),
        headings,
        async readPart(connection, after) {
          const read = await readOpenVisits(connection, filter, requestPart('descending', after))
          const { rows, next } = cutPart(read, (row): TimeKey => [row.started_at.getTime(), row.id])
          return { items: await describeLiveVisits(connection, dependencies, rows), next }
        },
      })
    },
  )
}
