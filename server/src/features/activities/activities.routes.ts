import type { FastifyInstance } from 'fastify'
import { type Catalogue, roles, type Snapshot } from '../../catalogue/snapshot.ts'
import type { ActivityKind } from '../../domain/kinds.ts'
import { activityKindOf } from '../../pipeline/drafts.ts'
import type { Queries } from '../../platform/database/queries.ts'
import { type Activity, type ActivityRow, ActivitySchema, toActivity } from '../shared/activity.ts'
import { findSurvivors } from '../shared/contact-family.queries.ts'
import { createCursors, readTimeKey, type TimeKey } from '../shared/cursors.ts'
import { findChannelIds } from '../shared/find-channel-ids.ts'
import { countedPageSchema, cutPage, type Page } from '../shared/pages.ts'
import { snapshotFor } from '../shared/snapshot-for.ts'
import { activityParameters } from './activities.parameters.ts'
import { type ActivityFilter, countActivities, readActivities } from './activities.queries.ts'
import { findActor } from './find-actor.queries.ts'

type Asked = ReturnType<typeof activityParameters.read>

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
        description: 'What visitors did, of all contacts or of one, newest first.',
        querystring: activityParameters.schema,
        response: { 200: countedPageSchema(ActivitySchema) },
      },
    },
    async (request) => {
      const asked = activityParameters.read(request.query)
      const { limit, cursor, sort, count, ...filters } = asked
      const cursors = createCursors({ name: 'activities', sort, filters }, readTimeKey)
      const position = cursors.read(cursor)
      const filter = await findFilter(queries, catalogue.snapshot, asked)
      if (filter === null) return { ...emptyPage, ...(count && { total: 0, totalIsEstimate: false }) }

      const order = sort === 'occurredAt' ? 'ascending' : 'descending'
      const pageRequest = { limit, order, position } as const
      const rows = await readActivities(queries, filter, pageRequest)
      const page = cutPage(rows, pageRequest, keyOf, cursors.write)

      const [snapshot, survivors, total] = await Promise.all([
        snapshotFor(catalogue, page.items),
        findSurvivors(
          queries,
          page.items.map((row) => row.contact_id),
        ),
        count ? countActivities(queries, filter) : null,
      ])
      const items = page.items.map((row) =>
        toActivity(row, survivors.get(row.contact_id) ?? row.contact_id, snapshot),
      )
      return { ...page, items, ...total }
    },
  )
}

const emptyPage: Page<Activity> = { items: [], nextCursor: null, prevCursor: null }

function keyOf(row: ActivityRow): TimeKey {
  return [row.occurred_at.getTime(), row.id]
}

/** What is asked, in the ids of the database. Null: nothing can match, because something that is named is not there. */
async function findFilter(
  queries: Queries,
  snapshot: Snapshot,
  asked: Asked,
): Promise<ActivityFilter | null> {
  const channelIds = findChannelIds(snapshot, asked.channel)
  const definitionIds = findDefinitionIds(snapshot, asked.kind, asked.type)
  if (definitionIds?.length === 0) return null

  const contact = await findActor(queries, asked)
  if (contact === 'nobody') return null
  return {
    contact: contact === 'anybody' ? null : contact,
    visitId: asked.visit,
    channelIds,
    definitionIds,
    robots: asked.robots,
    from: asked.from === null ? null : new Date(asked.from),
    to: asked.to === null ? null : new Date(asked.to),
  }
}

function findDefinitionIds(
  snapshot: Snapshot,
  kind: ActivityKind | null,
  type: string | null,
): number[] | null {
  if (kind === null && type === null) return null
  const name = type?.toLowerCase()
  return snapshot.definitions
    .filter((definition) => kind === null || activityKindOf(definition) === kind)
    .filter((definition) => name === undefined || definition.name.toLowerCase() === name)
    .map((definition) => definition.id)
}
