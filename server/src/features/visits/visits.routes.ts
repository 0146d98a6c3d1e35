import type { FastifyInstance, FastifyRequest } from 'fastify'
import { type Catalogue, roles } from '../../catalogue/snapshot.ts'
import type { Queries } from '../../platform/database/queries.ts'
import { toActivity } from '../shared/activity.ts'
import { type ContactFamily, findContactFamily, findSurvivors } from '../shared/contact-family.queries.ts'
import { contactNotFound, contactPathSchema, readContactId } from '../shared/contact-path.ts'
import { createCursors, readTimeKey, type TimeKey } from '../shared/cursors.ts'
import { countedPageSchema, cutPage, pageSchema } from '../shared/pages.ts'
import { mayReadRawData } from '../shared/raw-data-roles.ts'
import { roleOf } from '../shared/request-role.ts'
import { snapshotFor } from '../shared/snapshot-for.ts'
import { type Visit, VisitSchema } from '../shared/visit.schemas.ts'
import { toVisit, type VisitRow } from '../shared/visit.ts'
import { readNewestActivities } from './timeline.queries.ts'
import { requireVisit, visitPathSchema } from './visit-path.ts'
import { timelineParameters, visitParameters } from './visits.parameters.ts'
import { countVisits, readVisits } from './visits.queries.ts'
import {
  type TimelineVisit,
  TimelineVisitSchema,
  type VisitDetails,
  VisitDetailsSchema,
} from './visits.schemas.ts'

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
      const { limit, cursor, sort, robots, count } = visitParameters.read(request.query)
      const contact = await requireContact(queries, request)
      const filter = { contactIds: contact.ids, robots }
      const filters = { contact: contact.contactId, robots }
      const cursors = createCursors({ name: 'visits', sort, filters }, readTimeKey)
      const order = sort === 'startedAt' ? 'ascending' : 'descending'
      const pageRequest = { limit, order, position: cursors.read(cursor) } as const
      const [rows, total] = await Promise.all([
        readVisits(queries, filter, pageRequest),
        count ? countVisits(queries, filter) : null,
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
      const { limit, cursor, robots } = timelineParameters.read(request.query)
      const contact = await requireContact(queries, request)
      const filters = { contact: contact.contactId, robots }
      const list = { name: 'timeline', sort: '-startedAt', filters }
      const cursors = createCursors(list, readTimeKey)
      const pageRequest = { limit, order: 'descending', position: cursors.read(cursor) } as const
      const rows = await readVisits(queries, { contactIds: contact.ids, robots }, pageRequest)
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

  app.get(
    '/visits/:id',
    {
      config: { roles },
      schema: {
        tags: ['Visits'],
        operationId: 'getVisit',
        summary: 'Get a visit',
        description: 'With the address of its client, for the roles `admin` and `privacy`.',
        params: visitPathSchema,
        response: { 200: VisitDetailsSchema },
      },
    },
    async (request): Promise<VisitDetails> => {
      const row = await requireVisit(queries, request)
      const survivors = await findSurvivors(queries, [row.contact_id])
      const snapshot = await snapshotFor(catalogue, [row])
      return {
        ...toVisit(row, survivors.get(row.contact_id) ?? row.contact_id, snapshot, now()),
        address: mayReadRawData(roleOf(request)) ? row.address : null,
      }
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
