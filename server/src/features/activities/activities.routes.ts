import type { FastifyInstance } from 'fastify'
import { Type } from 'typebox'
import { type Catalogue, roles } from '../../catalogue/snapshot.ts'
import { parseGuid } from '../../domain/ids.ts'
import type { Queries } from '../../platform/database/queries.ts'
import type { ActivityRow } from '../shared/activity.ts'
import { findContactFamily } from '../shared/contact-family.queries.ts'
import { createCursors, readTimeKey, type TimeKey } from '../shared/cursors.ts'
import { countedPageSchema, cutPage } from '../shared/pages.ts'
import { Problem } from '../shared/problem.ts'
import { activityParameters, oneActivityParameters } from './activities.parameters.ts'
import { readActivities } from './activities.queries.ts'
import { ListedActivitySchema } from './activities.schemas.ts'
import { findActivityFilter } from './activity-filter.ts'
import { countActivities } from './count-activities.queries.ts'
import { findActivity } from './find-activity.queries.ts'
import { toListedActivities } from './to-listed-activities.ts'
import { withTimeLimit } from './with-time-limit.ts'

/** Longer than anything takes that an index knows. */
const mostMs = 5_000

export function registerActivityRoutes(
  app: FastifyInstance,
  { queries, catalogue }: { queries: Queries; catalogue: Catalogue },
): void {
  app.get(
    '/activities',
    {
      config: { roles },
      schema: {
        tags: ['Activities'],
        operationId: 'listActivities',
        summary: 'List activities',
        description:
          'What visitors did, of all contacts or of one, newest first. A text or property that is seldom found in a ' +
          'long time is refused with `too_slow`: a shorter time finds it. `total` is missing where counting takes ' +
          'too long.',
        querystring: activityParameters.schema,
        response: { 200: countedPageSchema(ListedActivitySchema) },
      },
    },
    async (request) => {
      const { limit, cursor, sort, count, ...filters } = activityParameters.read(request.query)
      const cursors = createCursors({ name: 'activities', sort, filters }, readTimeKey)
      const position = cursors.read(cursor)
      const filter = await findActivityFilter(queries, catalogue.snapshot, filters)
      if (filter === null) return { ...emptyPage, ...(count && { total: 0, totalIsEstimate: false }) }

      const order = sort === 'occurredAt' ? 'ascending' : 'descending'
      const pageRequest = { limit, order, position } as const
      const timeZone = catalogue.snapshot.settings['reports.timeZone']
      const began = performance.now()
      const rows = await withTimeLimit(queries, mostMs, (run) =>
        readActivities(run, filter, pageRequest, timeZone),
      )
      const left = mostMs - (performance.now() - began)
      const page = cutPage(rows, pageRequest, keyOf, cursors.write)
      const isAll = position === null && page.nextCursor === null
      const total = !count
        ? null
        : isAll
          ? { total: rows.length, totalIsEstimate: false }
          : await countActivities(queries, filter, left)
      return { ...page, items: await toListedActivities(queries, catalogue, page.items), ...total }
    },
  )

  app.get(
    '/activities/:id',
    {
      config: { roles },
      schema: {
        tags: ['Activities'],
        operationId: 'getActivity',
        summary: 'Get an activity',
        params: Type.Object({ id: Type.String({ description: 'Its GUID, in any notation.' }) }),
        querystring: oneActivityParameters.schema,
        response: { 200: ListedActivitySchema },
      },
    },
    async (request) => {
      const asked = oneActivityParameters.read(request.query)
      const id = parseGuid((request.params as { id: string }).id)
      const contact = asked.contact === null ? null : await findContactFamily(queries, asked.contact)
      const isNobody = asked.contact !== null && contact === null
      const row = id === null || isNobody ? null : await findActivity(queries, id, contact)
      const [activity] = row === null ? [] : await toListedActivities(queries, catalogue, [row])
      if (activity === undefined) throw activityNotFound()
      return activity
    },
  )
}

const emptyPage = { items: [], nextCursor: null, prevCursor: null }

function keyOf(row: ActivityRow): TimeKey {
  return [row.occurred_at.getTime(), row.id]
}

function activityNotFound(): Problem {
  return new Problem('activity_not_found', 'There is no activity with this id. An id is a GUID.')
}
