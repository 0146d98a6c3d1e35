import type { FastifyInstance } from 'fastify'
import { type Catalogue, roles } from '../../catalogue/snapshot.ts'
import type { ItemDescribers } from '../../pipeline/replay.ts'
import type { Queries } from '../../platform/database/queries.ts'
import { findNamedContacts } from '../shared/contact-name.queries.ts'
import { createCursors, readTimeKey, type TimeKey } from '../shared/cursors.ts'
import { countedPageSchema, cutPage } from '../shared/pages.ts'
import { rawDataRoles } from '../shared/raw-data-roles.ts'
import { countRejectedSince } from '../shared/rejected-counts.queries.ts'
import { snapshotFor } from '../shared/snapshot-for.ts'
import { MOST_CAUSES, readCountedCauses, readKeptCauses } from './causes.queries.ts'
import { mergeCauses } from './merge-causes.ts'
import { findProbablyDone } from './probably-done.queries.ts'
import {
  rejectedCauseParameters,
  rejectedCountParameters,
  rejectedEventParameters,
} from './rejected-events.parameters.ts'
import {
  countAllWaiting,
  countByCode,
  countRejectedEvents,
  type RejectedEventRow,
  readRejectedEvents,
} from './rejected-events.queries.ts'
import { RejectedCausesSchema, RejectedCountsSchema, RejectedEventSchema } from './rejected-events.schemas.ts'
import { readFilter } from './rejected-filter.ts'
import { contactIdsOf, toRejectedEvent } from './to-rejected-event.ts'
import type { Replayers } from './why-not-replayable.ts'

const HOUR_MS = 60 * 60_000
const PERIOD_MS = 30 * 24 * HOUR_MS

export interface RejectedEventParts {
  readonly queries: Queries
  readonly catalogue: Catalogue
  readonly replayers: Replayers
  readonly describers: ItemDescribers
  /** Milliseconds since 1970. */
  readonly now: () => number
}

export function registerRejectedEventRoutes(app: FastifyInstance, parts: RejectedEventParts): void {
  const { queries, catalogue, replayers, describers, now } = parts
  app.get(
    '/rejected-events',
    {
      config: { roles: rawDataRoles },
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
        readRejectedEvents(queries, filter, pageRequest, replayers),
        count ? countRejectedEvents(queries, filter, replayers) : null,
      ])
      const page = cutPage(rows, pageRequest, keyOf, cursors.write)
      const snapshot = await snapshotFor(catalogue, page.items)
      const [done, contacts] = await Promise.all([
        findProbablyDone(queries, page.items, snapshot, describers),
        findNamedContacts(queries, page.items.flatMap(contactIdsOf)),
      ])
      const view = (row: RejectedEventRow) =>
        toRejectedEvent(row, { snapshot, replayers, contacts }, done.get(row.id) ?? null)
      return { ...page, items: page.items.map(view), ...total }
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

  app.get(
    '/rejected-events/causes',
    {
      config: { roles: rawDataRoles },
      schema: {
        tags: ['Rejected events'],
        operationId: 'listRejectedCauses',
        summary: 'Group rejected events by cause',
        description:
          'Rejected events by tracking API, channel, reason and, where a name is unknown, that name; newest first. With how many wait for somebody, and a trend of the period: 30 days where nothing else is said.',
        querystring: rejectedCauseParameters.schema,
        response: { 200: RejectedCausesSchema },
      },
    },
    async (request) => {
      const asked = rejectedCauseParameters.read(request.query)
      const to = asked.to ?? now()
      const from = asked.from ?? to - PERIOD_MS
      const filter = {
        ...readFilter(catalogue.snapshot, asked),
        from: new Date(Math.min(from, to - 1)),
        to: new Date(to),
      }
      // What only counts know has no names, kinds, states, contacts and requests.
      const { subject, kind, states, contactId, requestId } = filter
      const isAboutKept = [subject, kind, states, contactId, requestId].some(isSaid)
      const [kept, counted, lastHour, waiting] = await Promise.all([
        readKeptCauses(queries, filter, replayers),
        isAboutKept ? [] : readCountedCauses(queries, filter),
        countRejectedSince(queries, new Date(now() - HOUR_MS)),
        countAllWaiting(queries, replayers),
      ])
      const snapshot = await snapshotFor(catalogue, [...kept, ...counted])
      return {
        from: filter.from.toISOString(),
        to: filter.to.toISOString(),
        items: mergeCauses(kept.slice(0, MOST_CAUSES), counted.slice(0, MOST_CAUSES), snapshot),
        isCut: kept.length > MOST_CAUSES || counted.length > MOST_CAUSES,
        lastHour,
        waiting,
      }
    },
  )
}

function isSaid(value: unknown): boolean {
  return value !== null
}

function keyOf(row: RejectedEventRow): TimeKey {
  return [row.received_at.getTime(), row.id]
}
