import type { FastifyInstance } from 'fastify'
import { Type } from 'typebox'
import { type Catalogue, roles } from '../../catalogue/snapshot.ts'
import type { Queries } from '../../platform/database/queries.ts'
import { createCursors, isTime } from '../shared/cursors.ts'
import { findChannelIds } from '../shared/find-channel-ids.ts'
import { cutPage } from '../shared/pages.ts'
import { Problem } from '../shared/problem.ts'
import { mayReadRawData } from '../shared/raw-data-roles.ts'
import { isStillAllowed, roleOf } from '../shared/request-role.ts'
import type { KeptRequest } from './decode-request.ts'
import { describeRequest } from './describe-request.ts'
import type { RequestKey } from './find-troubled.queries.ts'
import { liveMinuteParameters, liveRequestParameters, liveStreamParameters } from './live.parameters.ts'
import {
  type LiveMinutes,
  LiveMinutesSchema,
  type LivePage,
  LivePageSchema,
  type LiveRequestDetails,
  LiveRequestDetailsSchema,
} from './live.schemas.ts'
import { createLiveKeys } from './live-keys.ts'
import { readPosition, writePosition } from './live-position.ts'
import { createLiveReader } from './live-reader.ts'
import type { Live } from './open-live.ts'
import { findRequest, readHistory } from './read-history.ts'
import { readLiveFilter } from './read-live-filter.ts'
import { toLiveRequest } from './to-live-request.ts'

export interface LiveDependencies {
  readonly queries: Queries
  readonly catalogue: Catalogue
  /** Milliseconds since 1970. */
  readonly now: () => number
  readonly live: Live
}

/** What the tracking APIs answered, as it happens and for a day (docs/spec/waymark.md §7.1). */
export function registerLiveRoutes(app: FastifyInstance, dependencies: LiveDependencies): void {
  const { queries, catalogue, now, live } = dependencies
  const keys = createLiveKeys(queries, catalogue)

  app.get(
    '/live/requests',
    {
      config: { roles },
      schema: {
        tags: ['Live'],
        operationId: 'listLiveRequests',
        summary: 'List the latest requests',
        description:
          'Requests to the tracking APIs, newest first: of each channel the last ones that were accepted, from the memory of this process, and those that were refused or failed in the last 24 hours, a flood in samples.',
        querystring: liveRequestParameters.schema,
        response: { 200: LivePageSchema },
      },
    },
    async (request): Promise<LivePage> => {
      const { limit, cursor, ...asked } = liveRequestParameters.read(request.query)
      const cursors = createCursors({ name: 'live', sort: '-at', filters: asked }, readRequestKey)
      const pageRequest = { limit, order: 'descending', position: cursors.read(cursor) } as const
      const names = await keys.namesNow()
      const filter = readLiveFilter(request, asked, names)
      // Before the page is read: what comes meanwhile is sent twice rather than never.
      const position = writePosition({ run: live.run, sequence: live.log.sequence })
      const rows = await readHistory(live.log, queries, filter, pageRequest)
      const page = cutPage(rows, pageRequest, keyOf, cursors.write)
      return { ...page, items: page.items.map((kept) => toLiveRequest(kept, names)), position }
    },
  )

  app.get(
    '/live/requests/:id',
    {
      config: { roles },
      schema: {
        tags: ['Live'],
        operationId: 'getLiveRequest',
        summary: 'Get a request',
        description:
          'With what became of each of its items. What says something of a person is hidden from other roles than `admin` and `privacy`.',
        params: Type.Object({ id: Type.String({ maxLength: 64, examples: ['3f9a1c07-2k'] }) }),
        response: { 200: LiveRequestDetailsSchema },
      },
    },
    async (request): Promise<LiveRequestDetails> => {
      const { id } = request.params as { id: string }
      const kept = /^[\w-]{1,64}$/.test(id) ? await findRequest(live.log, queries, id) : null
      if (kept === null) {
        throw new Problem(
          'request_not_found',
          'No request with this id is kept. Those that were accepted are kept in memory, the newest ones; those that were refused or failed for 24 hours.',
        )
      }
      return describeRequest(kept, await keys.namesNow(), mayReadRawData(roleOf(request)))
    },
  )

  app.get(
    '/live/minutes',
    {
      config: { roles },
      schema: {
        tags: ['Live'],
        operationId: 'countLiveRequests',
        summary: 'Count requests by minute',
        description: 'All requests that this process answered, by verdict, also those that are not kept.',
        querystring: liveMinuteParameters.schema,
        response: { 200: LiveMinutesSchema },
      },
    },
    async (request): Promise<LiveMinutes> => {
      const { channel, minutes } = liveMinuteParameters.read(request.query)
      const channelIds = findChannelIds(catalogue.snapshot, channel)
      const items = live.minutes.read(now(), minutes, channelIds).map(({ minute, counts }) => ({
        minute: new Date(minute).toISOString(),
        counts,
      }))
      return { items, since: new Date(live.since).toISOString() }
    },
  )

  app.get(
    '/live/stream',
    {
      config: { roles },
      schema: {
        tags: ['Live'],
        operationId: 'streamLiveRequests',
        summary: 'Watch requests',
        description:
          'Server-sent events. `requests`: those that were answered since the last one, oldest first, as `{"items": [LiveRequest], "skipped": n}`; at most four times a second and the newest 100 each. `end`: the session has ended. `Last-Event-ID` resumes.',
        querystring: liveStreamParameters.schema,
        response: { 200: { content: { 'text/event-stream': { schema: Type.String() } } } },
      },
    },
    async (request, reply) => {
      const { after, ...asked } = liveStreamParameters.read(request.query)
      const names = await keys.namesNow()
      const filter = readLiveFilter(request, { ...asked, from: null, to: null }, names)
      if (live.streams.isFull) {
        throw new Problem(
          'too_many_streams',
          'Too many people watch already. Close a window with Live.',
          [],
          10,
        )
      }
      const resumed = request.headers['last-event-id']
      const start = findStart(typeof resumed === 'string' ? resumed : after)
      reply.hijack()
      reply.raw.writeHead(200, {
        'content-type': 'text/event-stream; charset=utf-8',
        'cache-control': 'no-store, no-transform',
        'x-accel-buffering': 'no',
        connection: 'keep-alive',
      })
      reply.raw.write(
        `retry: 1000\nid: ${writePosition({ run: live.run, sequence: start })}\nevent: hello\ndata: {}\n\n`,
      )
      live.streams.add(
        reply.raw,
        createLiveReader({
          log: live.log,
          run: live.run,
          after: start,
          filter,
          namesNow: keys.namesLately,
          isStillAllowed: () => isStillAllowed(request),
        }),
      )
    },
  )
  app.addHook('preClose', (done) => {
    live.streams.close()
    done()
  })

  /** What a process before this one said counts nothing here: all that this one has is new then. */
  function findStart(text: string | null): number {
    if (text === null) return live.log.sequence
    const position = readPosition(text)
    return position?.run === live.run ? Math.min(position.sequence, live.log.sequence) : 0
  }
}

function keyOf({ at, id }: KeptRequest): RequestKey {
  return [at, id]
}

function readRequestKey([at, id]: readonly unknown[]): RequestKey | null {
  return isTime(at) && typeof id === 'string' && id.length <= 64 && !id.includes('\0') ? [at, id] : null
}
