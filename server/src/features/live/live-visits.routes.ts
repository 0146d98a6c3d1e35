import type { FastifyInstance } from 'fastify'
import { Type } from 'typebox'
import { type Catalogue, roles } from '../../catalogue/snapshot.ts'
import { parseGuid } from '../../domain/ids.ts'
import { type Engine, EngineUnavailable } from '../../engine/contract.ts'
import type { Queries } from '../../platform/database/queries.ts'
import { findSurvivors } from '../shared/contact-family.queries.ts'
import { findContactNames } from '../shared/contact-name.queries.ts'
import { createCursors, readTimeKey, type TimeKey } from '../shared/cursors.ts'
import { findChannelIds } from '../shared/find-channel-ids.ts'
import { cutPage, pageParameters, pageSchema } from '../shared/pages.ts'
import { booleanParameter, defineParameters, textParameter } from '../shared/parameters.ts'
import { Problem } from '../shared/problem.ts'
import { snapshotFor } from '../shared/snapshot-for.ts'
import { toVisit } from '../shared/visit.ts'
import { findVisit, type OpenVisitRow, readOpenVisits } from './live-visits.queries.ts'
import { type LiveVisit, LiveVisitSchema } from './live-visits.schemas.ts'

const MINUTE_MS = 60_000
/** A visit that goes on for longer is a machine's. */
const LONGEST_MS = 24 * 60 * MINUTE_MS

const openVisitParameters = defineParameters({
  channel: textParameter({ description: 'Only of this channel: its GUID or its code name.', maxLength: 200 }),
  robots: booleanParameter({ description: 'Also those of robots.', absent: false }),
  ...pageParameters,
})

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
      const at = now()
      const filter = {
        activeSince: new Date(at - snapshot.settings['visit.timeoutMinutes'] * MINUTE_MS),
        startedSince: new Date(at - LONGEST_MS),
        channelIds: findChannelIds(snapshot, channel),
        robots,
      }
      const page = cutPage(
        await readOpenVisits(queries, filter, pageRequest),
        pageRequest,
        keyOf,
        cursors.write,
      )
      return { ...page, items: await describe(page.items) }
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
      const [ended] = await describe([await requireVisit(id)])
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

  async function describe(rows: readonly OpenVisitRow[]): Promise<LiveVisit[]> {
    const survivors = await findSurvivors(
      queries,
      rows.map(({ contact_id }) => contact_id),
    )
    const idOf = (row: OpenVisitRow) => survivors.get(row.contact_id) ?? row.contact_id
    const [names, snapshot] = await Promise.all([
      findContactNames(queries, rows.map(idOf)),
      snapshotFor(catalogue, rows),
    ])
    return rows.map((row): LiveVisit => {
      const contactId = idOf(row)
      const name = names.get(contactId)
      const campaign = row.campaign_id === null ? undefined : snapshot.definitionById(row.campaign_id)
      return {
        ...toVisit(row, contactId, snapshot, now()),
        contactName: name?.displayName ?? contactId,
        known: name?.known ?? false,
        campaign: campaign?.displayName ?? null,
      }
    })
  }
}

function keyOf(row: OpenVisitRow): TimeKey {
  return [row.started_at.getTime(), row.id]
}
