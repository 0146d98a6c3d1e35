import type { FastifyInstance } from 'fastify'
import type { Catalogue } from '../../catalogue/snapshot.ts'
import type { Queries } from '../../platform/database/queries.ts'
import type { TimeKey } from '../shared/cursors.ts'
import { chooseColumns } from '../shared/exports/export-columns.ts'
import { exportResponse, exportRoute } from '../shared/exports/export-route.ts'
import type { Exports } from '../shared/exports/exports.ts'
import { cutPart, requestPart } from '../shared/exports/read-part.ts'
import { activityExportParameters } from './activities.parameters.ts'
import { readActivities } from './activities.queries.ts'
import type { ListedActivity } from './activities.schemas.ts'
import { activityColumns } from './activity-columns.ts'
import { findActivityFilter } from './activity-filter.ts'
import { toListedActivities } from './to-listed-activities.ts'
import type { RunQuery } from './with-time-limit.ts'

interface ActivityExportDependencies {
  readonly queries: Queries
  readonly catalogue: Catalogue
  readonly exports: Exports
}

export function registerActivityExport(
  app: FastifyInstance,
  { queries, catalogue, exports }: ActivityExportDependencies,
): void {
  app.get(
    '/activities/export',
    {
      ...exportRoute,
      schema: {
        tags: ['Activities'],
        operationId: 'exportActivities',
        summary: 'Export activities',
        description: 'The list with its filters and its order, whole, as a file, as of one moment.',
        querystring: activityExportParameters.schema,
        response: exportResponse,
      },
    },
    async (request, reply) => {
      const { format, columns, headings, sort, ...asked } = activityExportParameters.read(request.query)
      const filter = await findActivityFilter(queries, catalogue.snapshot, asked)
      const order = sort === 'occurredAt' ? 'ascending' : 'descending'
      const timeZone = catalogue.snapshot.settings['reports.timeZone']
      return exports.send<ListedActivity, TimeKey>(reply, {
        name: 'activities',
        format,
        columns: chooseColumns(activityColumns, columns),
        headings,
        async readPart(connection, after) {
          if (filter === null) return { items: [], next: null }
          const run: RunQuery = (query) => query.execute(connection)
          const read = await readActivities(run, filter, requestPart(order, after), timeZone)
          const { rows, next } = cutPart(read, (row): TimeKey => [row.occurred_at.getTime(), row.id])
          return { items: await toListedActivities(queries, catalogue, rows), next }
        },
      })
    },
  )
}
