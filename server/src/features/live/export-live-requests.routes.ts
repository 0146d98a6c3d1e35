import type { FastifyInstance } from 'fastify'
import { chooseColumns } from '../shared/exports/export-columns.ts'
import { exportResponse, exportRoute } from '../shared/exports/export-route.ts'
import type { Exports } from '../shared/exports/exports.ts'
import { cutPart, requestPart } from '../shared/exports/read-part.ts'
import type { RequestKey } from './find-troubled.queries.ts'
import { liveRequestExportParameters } from './live.parameters.ts'
import type { LiveDependencies } from './live.routes.ts'
import type { LiveRequest } from './live.schemas.ts'
import { createLiveKeys } from './live-keys.ts'
import { liveRequestColumns } from './live-request-columns.ts'
import { readHistory } from './read-history.ts'
import { readLiveFilter } from './read-live-filter.ts'
import { toLiveRequest } from './to-live-request.ts'

export function registerLiveRequestExport(
  app: FastifyInstance,
  { queries, catalogue, live, exports }: LiveDependencies & { readonly exports: Exports },
): void {
  const keys = createLiveKeys(queries, catalogue)
  app.get(
    '/live/requests/export',
    {
      ...exportRoute,
      schema: {
        tags: ['Live'],
        operationId: 'exportLiveRequests',
        summary: 'Export the latest requests',
        description: 'The list with its filters, whole, as a file. What came after it began is not in it.',
        querystring: liveRequestExportParameters.schema,
        response: exportResponse,
      },
    },
    async (request, reply) => {
      const { format, columns, headings, ...asked } = liveRequestExportParameters.read(request.query)
      const names = await keys.namesNow()
      const filter = readLiveFilter(request, asked, names)
      return exports.send<LiveRequest, RequestKey>(reply, {
        name: 'live-requests',
        format,
        columns: chooseColumns(liveRequestColumns, columns),
        headings,
        async readPart(connection, after) {
          const read = await readHistory(live.log, connection, filter, requestPart('descending', after))
          const { rows, next } = cutPart(read, ({ at, id }): RequestKey => [at, id])
          return { items: rows.map((kept) => toLiveRequest(kept, names)), next }
        },
      })
    },
  )
}
