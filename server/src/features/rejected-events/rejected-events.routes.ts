import type { FastifyInstance } from 'fastify'
import { type Catalogue, type Role, roles, type Snapshot } from '../../catalogue/snapshot.ts'
import { apiOfNumber } from '../../engine/store/statement.ts'
import type { Queries } from '../../platform/database/queries.ts'
import { createCursors, readTimeKey, type TimeKey } from '../shared/cursors.ts'
import { findChannelIds } from '../shared/find-channel-ids.ts'
import { countedPageSchema, cutPage } from '../shared/pages.ts'
import { snapshotFor } from '../shared/snapshot-for.ts'
import { rejectedCountParameters, rejectedEventParameters } from './rejected-events.parameters.ts'
import {
  countByCode,
  countRejectedEvents,
  type RejectedEventRow,
  type RejectedFilter,
  readRejectedEvents,
} from './rejected-events.queries.ts'
import {
  RejectedCountsSchema,
  RejectedEventSchema,
  type RejectedEventView,
} from './rejected-events.schemas.ts'

/** What was refused may say anything about anybody, and nobody has looked at it: only who mends it, or answers for it. */
const readers: readonly Role[] = ['admin', 'privacy']

export function registerRejectedEventRoutes(
  app: FastifyInstance,
  { queries, catalogue }: { queries: Queries; catalogue: Catalogue },
): void {
  app.get(
    '/rejected-events',
    {
      config: { roles: readers },
      schema: {
        tags: ['Rejected events'],
        operationId: 'listRejectedEvents',
        summary: 'List rejected events',
        description:
          'What the tracking APIs refused after the key was found good, newest first. A flood is kept in samples. For the roles admin and privacy, since a payload may hold personal data.',
        querystring: rejectedEventParameters.schema,
        response: { 200: countedPageSchema(RejectedEventSchema) },
      },
    },
    async (request) => {
      const { limit, cursor, sort, count, ...asked } = rejectedEventParameters.read(request.query)
      const cursors = createCursors({ name: 'rejected-events', sort, filters: asked }, readTimeKey)
      const position = cursors.read(cursor)
      const filter = readFilter(catalogue.snapshot, asked)

      const order = sort === 'receivedAt' ? 'ascending' : 'descending'
      const pageRequest = { limit, order, position } as const
      const [rows, total] = await Promise.all([
        readRejectedEvents(queries, filter, pageRequest),
        count ? countRejectedEvents(queries, filter) : null,
      ])
      const page = cutPage(rows, pageRequest, keyOf, cursors.write)
      const snapshot = await snapshotFor(catalogue, page.items)
      return { ...page, items: page.items.map((row) => toRejectedEvent(row, snapshot)), ...total }
    },
  )

  app.get(
    '/rejected-events/counts',
    {
      config: { roles },
      schema: {
        tags: ['Rejected events'],
        operationId: 'countRejectedEvents',
        summary: 'Count rejected events by reason',
        description:
          'How many events were refused for each reason, most first: all of them, also those that the list leaves out.',
        querystring: rejectedCountParameters.schema,
        response: { 200: RejectedCountsSchema },
      },
    },
    async (request) => {
      const filter = readFilter(catalogue.snapshot, rejectedCountParameters.read(request.query))
      return { items: await countByCode(queries, filter) }
    },
  )
}

function keyOf(row: RejectedEventRow): TimeKey {
  return [row.received_at.getTime(), row.id]
}

type Asked = ReturnType<typeof rejectedCountParameters.read>

/** What is asked, in the ids of the database. */
function readFilter(snapshot: Snapshot, { api, channel, code, from, to }: Asked): RejectedFilter {
  return {
    api,
    channelIds: findChannelIds(snapshot, channel),
    code,
    from: from === null ? null : new Date(from),
    to: to === null ? null : new Date(to),
  }
}

function toRejectedEvent(row: RejectedEventRow, snapshot: Snapshot): RejectedEventView {
  return {
    id: row.id,
    api: apiOfNumber(row.api),
    channelId: snapshot.channelById(row.channel_id)?.guid ?? null,
    apiKey: row.api_key_name,
    code: row.code,
    message: row.message,
    payload: row.payload,
    receivedAt: row.received_at.toISOString(),
  }
}
