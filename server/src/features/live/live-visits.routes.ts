import type { FastifyInstance } from 'fastify'
import { Type } from 'typebox'
import { type Catalogue, roles } from '../../catalogue/snapshot.ts'
import { parseGuid } from '../../domain/ids.ts'
import { type Engine, EngineUnavailable } from '../../engine/contract.ts'
import type { Queries } from '../../platform/database/queries.ts'
import { createCursors, readTimeKey, type TimeKey } from '../shared/cursors.ts'
import { cutPage, pageSchema } from '../shared/pages.ts'
import { Problem } from '../shared/problem.ts'
import { describeLiveVisits } from './describe-live-visits.ts'
import { openVisitParameters } from './live-visits.parameters.ts'
import { findVisit, type OpenVisitRow, readOpenVisits } from './live-visits.queries.ts'
import { type LiveVisit, LiveVisitSchema } from './live-visits.schemas.ts'
import { readOpenVisitFilter } from './open-visit-filter.ts'

export interface LiveVisitDependencies {
  readonly queries: Queries
  readonly catalogue: Catalogue
  readonly engine: Engine
  /** Milliseconds since 1970. */
  readonly now: () => number
}

export function registerLiveVisitRoutes(app: FastifyInstance, dependencies: LiveVisitDependencies): void {
  const { queries, catalogue, engine, now } = dependencies

  app.get(
    '/live/visits',
    {
      config: { roles },
      schema: {
        tags: ['Live'],
        operationId: 'listOpenVisits',
        summary: 'List the visits that are open now',
        description:
          'Newest first. A visit is open until nothing has happened in it for the time of the setting `visit.timeoutMinutes`, or somebody ends it. One that began more than a day ago is left out.',
        querystring: openVisitParameters.schema,
        response: { 200: pageSchema(LiveVisitSchema) },
      },
    },
    async (request) => {
      const { limit, cursor, channel, robots } = openVisitParameters.read(request.query)
      const { snapshot } = catalogue
      const cursors = createCursors(
        { name: 'live-visits', sort: '-startedAt', filters: { channel, robots } },
        readTimeKey,
      )
      const pageRequest = { limit, order: 'descending', position: cursors.read(cursor) } as const
      const filter = readOpenVisitFilter(snapshot, { channel, robots }, now())
      const page = cutPage(
        await readOpenVisits(queries, filter, pageRequest),
        pageRequest,
        keyOf,
        cursors.write,
      )
      return { ...page, items: await describeLiveVisits(queries, dependencies, page.items) }
    },
  )

  app.post(
    '/visits/:id/end',
    {
      config: { roles: ['admin', 'marketer'] },
      schema: {
        tags: ['Visits'],
        operationId: 'endVisit',
        summary: 'End a visit now',
        description:
          'As a flush of its device does: it ends at its last activity, and the next one begins another visit. One that is over stays as it is.',
        params: Type.Object({ id: Type.String({ description: 'The visit’s GUID in any notation.' }) }),
        response: { 200: LiveVisitSchema },
      },
    },
    async (request): Promise<LiveVisit> => {
      const { id } = request.params as { id: string }
      const row = await requireVisit(id)
      await end(row)
      const [ended] = await describeLiveVisits(queries, dependencies, [await requireVisit(id)])
      return ended as LiveVisit
    },
  )

  async function end({ device_id, channel_id, flushed }: OpenVisitRow): Promise<void> {
    if (flushed) return
    try {
      await engine.accept({
        type: 'endVisit',
        // This one may name contacts of both.
        api: 'xperience',
        contactId: device_id,
        channelId: channel_id,
        at: now(),
        requiredConsentId: null,
      })
    } catch (error) {
      if (!(error instanceof EngineUnavailable)) throw error
      throw new Problem(
        'database_unavailable',
        'Nothing can be stored at the moment. Try again shortly.',
        [],
        error.retryAfter,
      )
    }
  }

  /** What is no GUID names no visit either. */
  async function requireVisit(id: string): Promise<OpenVisitRow> {
    const uuid = parseGuid(id)
    const row = uuid === null ? null : await findVisit(queries, uuid)
    if (row === null)
      throw new Problem(
        'visit_not_found',
        'There is no visit with this id. An id is a GUID, in any notation.',
      )
    return row
  }
}

function keyOf(row: OpenVisitRow): TimeKey {
  return [row.started_at.getTime(), row.id]
}
