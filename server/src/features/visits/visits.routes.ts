import type { FastifyInstance, FastifyRequest } from 'fastify'
import { type Catalogue, roles } from '../../catalogue/snapshot.ts'
import type { Queries } from '../../platform/database/queries.ts'
import { toActivity } from '../shared/activity.ts'
import { type ContactFamily, findContactFamily } from '../shared/contact-family.queries.ts'
import { contactNotFound, contactPathSchema, readContactId } from '../shared/contact-path.ts'
import { createCursors, readTimeKey, type TimeKey } from '../shared/cursors.ts'
import { countedPageSchema, cutPage, pageSchema } from '../shared/pages.ts'
import { snapshotFor } from '../shared/snapshot-for.ts'
import { readNewestActivities } from './timeline.queries.ts'
import { toVisit } from './to-visit.ts'
import { timelineParameters, visitParameters } from './visits.parameters.ts'
import { countVisits, readVisits, type VisitRow } from './visits.queries.ts'
import { type TimelineVisit, TimelineVisitSchema, type Visit, VisitSchema } from './visits.schemas.ts'

interface VisitDependencies {
  readonly queries: Queries
  readonly catalogue: Catalogue
  /** Milliseconds since 1970. */
  readonly now: () => number
}

export function registerVisitRoutes(
  app: FastifyInstance,
  { queries, catalogue, now }: VisitDependencies,
): void {
  app.get(
    '/contacts/:id/visits',
    {
      config: { roles },
      schema: {
        tags: ['Visits'],
        operationId: 'listVisits',
        summary: 'List the visits of a contact',
        description: 'Also those under ids that were merged into it.',
        params: contactPathSchema,
        querystring: visitParameters.schema,
        response: { 200: countedPageSchema(VisitSchema) },
      },
    },
    async (request) => {
      const { limit, cursor, sort, count } = visitParameters.read(request.query)
      const contact = await requireContact(queries, request)
      const cursors = createCursors({ name: 'visits', sort, filters: contact.contactId }, readTimeKey)
      const order = sort === 'startedAt' ? 'ascending' : 'descending'
      const pageRequest = { limit, order, position: cursors.read(cursor) } as const
      const [rows, total] = await Promise.all([
        readVisits(queries, contact.ids, pageRequest),
        count ? countVisits(queries, contact.ids) : null,
      ])
      const page = cutPage(rows, pageRequest, keyOf, cursors.write)
      const snapshot = await snapshotFor(catalogue, page.items)
      const items = page.items.map((row): Visit => toVisit(row, contact.contactId, snapshot, now()))
      return { ...page, items, ...total }
    },
  )

  app.get(
    '/contacts/:id/timeline',
    {
      config: { roles },
      schema: {
        tags: ['Visits'],
        operationId: 'getTimeline',
        summary: 'Get the timeline of a contact',
        description: 'Its visits, newest first, each with its newest 100 activities.',
        params: contactPathSchema,
        querystring: timelineParameters.schema,
        response: { 200: pageSchema(TimelineVisitSchema) },
      },
    },
    async (request) => {
      const { limit, cursor } = timelineParameters.read(request.query)
      const contact = await requireContact(queries, request)
      const list = { name: 'timeline', sort: '-startedAt', filters: contact.contactId }
      const cursors = createCursors(list, readTimeKey)
      const pageRequest = { limit, order: 'descending', position: cursors.read(cursor) } as const
      const rows = await readVisits(queries, contact.ids, pageRequest)
      const page = cutPage(rows, pageRequest, keyOf, cursors.write)

      const activities = await readNewestActivities(queries, contact.ids, page.items, activitiesPerVisit)
      const snapshot = await snapshotFor(catalogue, [...page.items, ...[...activities.values()].flat()])
      const items = page.items.map((row): TimelineVisit => {
        const shown = activities.get(row.id) ?? []
        return {
          ...toVisit(row, contact.contactId, snapshot, now()),
          activities: shown.map((activity) => toActivity(activity, contact.contactId, snapshot)),
          moreActivities: Math.max(row.activities - shown.length, 0),
        }
      })
      return { ...page, items }
    },
  )
}

const activitiesPerVisit = 100

async function requireContact(queries: Queries, request: FastifyRequest): Promise<ContactFamily> {
  const contact = await findContactFamily(queries, readContactId(request))
  if (contact === null) throw contactNotFound()
  return contact
}

function keyOf(row: VisitRow): TimeKey {
  return [row.started_at.getTime(), row.id]
}
