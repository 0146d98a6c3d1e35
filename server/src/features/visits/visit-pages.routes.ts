import type { FastifyInstance } from 'fastify'
import { type Catalogue, roles } from '../../catalogue/snapshot.ts'
import type { Queries } from '../../platform/database/queries.ts'
import { toActivity } from '../shared/activity.ts'
import { findContactFamily } from '../shared/contact-family.queries.ts'
import { snapshotFor } from '../shared/snapshot-for.ts'
import { layOutPages } from './lay-out-pages.ts'
import { readActivitiesOfVisit } from './visit-pages.queries.ts'
import { type VisitPages, VisitPagesSchema } from './visit-pages.schemas.ts'
import { requireVisit, visitPathSchema } from './visit-path.ts'

/** A visit page by page. */
export function registerVisitPageRoutes(
  app: FastifyInstance,
  { queries, catalogue }: { queries: Queries; catalogue: Catalogue },
): void {
  app.get(
    '/visits/:id/pages',
    {
      config: { roles },
      schema: {
        tags: ['Visits'],
        operationId: 'getVisitPages',
        summary: 'Get the pages of a visit',
        description:
          'In the order in which they were seen, each with what was done there. Values and times add up to those of ' +
          'the visit.',
        params: visitPathSchema,
        response: { 200: VisitPagesSchema },
      },
    },
    async (request): Promise<VisitPages> => {
      const visit = await requireVisit(queries, request)
      const contact = await findContactFamily(queries, visit.contact_id)
      const ids = contact?.ids ?? [visit.contact_id]
      const contactId = contact?.contactId ?? visit.contact_id
      const rows = await readActivitiesOfVisit(queries, ids, visit, mostActivities)
      const snapshot = await snapshotFor(catalogue, rows)
      const listed = new Map(
        snapshot.definitions.map(({ guid, showInEventsList }) => [guid, showInEventsList]),
      )
      const layout = layOutPages(
        rows.map((row) => toActivity(row, contactId, snapshot)),
        { startedAt: visit.started_at.getTime(), endedAt: visit.last_at.getTime() },
        ({ definitionId }) => definitionId === null || listed.get(definitionId) !== false,
      )
      const moreActivities = Math.max(visit.activities - rows.length, 0)
      return { visitId: visit.id, contactId, ...layout, moreActivities }
    },
  )
}

const mostActivities = 2_000
