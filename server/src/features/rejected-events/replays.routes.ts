import type { FastifyInstance, FastifyRequest } from 'fastify'
import { type Static, Type } from 'typebox'
import { newId, parseGuid, type Uuid } from '../../domain/ids.ts'
import { EngineUnavailable } from '../../engine/contract.ts'
import { readBody } from '../shared/bodies.ts'
import { findNamedContacts } from '../shared/contact-name.queries.ts'
import { JobSchema, toJob } from '../shared/job.schemas.ts'
import { insertJob } from '../shared/jobs.queries.ts'
import { Problem } from '../shared/problem.ts'
import { rawDataRoles } from '../shared/raw-data-roles.ts'
import { userOf } from '../shared/request-role.ts'
import { snapshotFor } from '../shared/snapshot-for.ts'
import {
  claimRejectedEvent,
  discardRejectedEvent,
  discardRejectedEvents,
  releaseRejectedEvents,
  settleRejectedEvents,
} from './claims.queries.ts'
import { writeJobParameters } from './job-parameters.ts'
import { findProbablyDone } from './probably-done.queries.ts'
import { readRenaming } from './read-renaming.ts'
import { rejectedBulkParameters } from './rejected-events.parameters.ts'
import {
  countOpen,
  countWaiting,
  findRejectedEvent,
  type RejectedEventRow,
} from './rejected-events.queries.ts'
import type { RejectedEventParts } from './rejected-events.routes.ts'
import {
  BulkDiscardBodySchema,
  BulkReplayBodySchema,
  DiscardedSchema,
  type RejectedEventDetail,
  RejectedEventDetailSchema,
  ReplayBodySchema,
  ReplayResultSchema,
} from './rejected-events.schemas.ts'
import { type RejectedFilter, readFilter } from './rejected-filter.ts'
import { rejectedStates, stateOfNumber } from './rejected-numbers.ts'
import { REPLAY_JOB, type ReplayJobs } from './replay-jobs.ts'
import { replayRejected } from './replay-rejected.ts'
import { contactIdsOf, toRejectedEvent, toRejectedEventDetail } from './to-rejected-event.ts'

const pathSchema = Type.Object({ id: Type.String({ description: 'The id of a rejected event.' }) })
const tags = ['Rejected events']

/** Reads one rejected event, and has it, or many, judged again or given up. */
export function registerReplayRoutes(
  app: FastifyInstance,
  parts: RejectedEventParts & { readonly replayJobs: Pick<ReplayJobs, 'wake'> },
): void {
  const { queries, catalogue, replayers, describers, now, replayJobs } = parts

  app.get(
    '/rejected-events/:id',
    {
      config: { roles: rawDataRoles },
      schema: {
        tags,
        operationId: 'getRejectedEvent',
        summary: 'Read a rejected event',
        description: 'With what is known of its client, and the JSON Schema of what can be sent there.',
        params: pathSchema,
        response: { 200: RejectedEventDetailSchema },
      },
    },
    async (request) => readDetail(await findRow(readId(request))),
  )

  app.post(
    '/rejected-events/:id/replay',
    {
      config: { roles: rawDataRoles },
      schema: {
        tags,
        operationId: 'replayRejectedEvent',
        summary: 'Replay a rejected event',
        description:
          'Judges it again, as it was sent or as `payload` has it, on the same way and with its original time, contact and id: all of it or nothing. One that is refused again goes on waiting. It is stored once, however often this is called.',
        params: pathSchema,
        body: ReplayBodySchema,
        response: { 200: ReplayResultSchema },
      },
    },
    async (request) => {
      const id = readId(request)
      const { payload } = isEmpty(request.body) ? {} : readBody(request.body, ReplayBodySchema)
      const row = await findRow(id)
      const view = await readDetail(row)
      if (view.notReplayable !== null) throw new Problem('not_replayable', view.notReplayable.message)

      const [by, at] = [describeCaller(request), new Date(now())]
      const isCorrected = payload !== undefined && payload !== (row.corrected_payload ?? row.payload)
      const claim = newId(now())
      const correction = isCorrected ? { payload, by, at } : null
      const claimed = await claimRejectedEvent(queries, id, claim, correction)
      if (claimed === null) throw refuseSettled(await findRow(id))
      try {
        const { settlement, wasStored, items } = await replayRejected(parts, claimed)
        await settleRejectedEvents(queries, [settlement], { claim, job: null, by, at })
        const event = await findRow(id)
        const snapshot = await snapshotFor(catalogue, [event])
        const contacts = await findNamedContacts(queries, contactIdsOf(event))
        return {
          status: settlement.state === 'replayed' ? 'replayed' : 'refused',
          wasStored,
          code: settlement.failure?.code ?? null,
          message: settlement.failure?.message ?? null,
          items,
          event: toRejectedEvent(event, { snapshot, replayers, contacts }, null),
        }
      } catch (error) {
        if (!(error instanceof EngineUnavailable)) throw error
        await releaseRejectedEvents(queries, [id], claim)
        throw new Problem('database_unavailable', 'Nothing can be stored at the moment. Try again shortly.')
      }
    },
  )

  app.post(
    '/rejected-events/:id/discard',
    {
      config: { roles: rawDataRoles },
      schema: {
        tags,
        operationId: 'discardRejectedEvent',
        summary: 'Give up on a rejected event',
        description: 'It stays in the list until its time has come, but nobody replays it any more.',
        params: pathSchema,
        response: { 200: RejectedEventDetailSchema },
      },
    },
    async (request) => {
      const id = readId(request)
      await findRow(id)
      const isDiscarded = await discardRejectedEvent(queries, id, describeCaller(request), new Date(now()))
      const row = await findRow(id)
      if (!isDiscarded && stateOfNumber(row.state) !== 'discarded') throw refuseSettled(row)
      return readDetail(row)
    },
  )

  app.post(
    '/rejected-events/replay',
    {
      config: { roles: rawDataRoles },
      schema: {
        tags,
        operationId: 'replayRejectedEvents',
        summary: 'Replay many rejected events',
        description:
          'Begins a job (`GET /jobs/{id}`) that replays all that wait and match, the oldest first; of those that come meanwhile none. With `use` each is corrected first. It goes on after a restart.',
        body: BulkReplayBodySchema,
        response: { 202: JobSchema },
      },
    },
    async (request, reply) => {
      const { use, ...asked } = isEmpty(request.body)
        ? ({} as Static<typeof BulkReplayBodySchema>)
        : readBody(request.body, BulkReplayBodySchema)
      const filter = readBulkFilter(asked)
      const renaming = use === undefined ? null : readRenaming(filter, use, catalogue.snapshot)
      const row = await insertJob(queries, {
        id: newId(now()),
        kind: REPLAY_JOB,
        parameters: writeJobParameters({ filter, renaming }),
        total: await countWaiting(queries, filter, replayers),
        created_at: new Date(now()),
        created_by: describeCaller(request),
      })
      replayJobs.wake()
      return reply.code(202).send(toJob(row))
    },
  )

  app.post(
    '/rejected-events/discard',
    {
      config: { roles: rawDataRoles },
      schema: {
        tags,
        operationId: 'discardRejectedEvents',
        summary: 'Give up on many rejected events',
        description: 'All that match and wait, or cannot be replayed. `count` has to say how many that are.',
        body: BulkDiscardBodySchema,
        response: { 200: DiscardedSchema },
      },
    },
    async (request) => {
      const { count, ...asked } = readBody(request.body, BulkDiscardBodySchema)
      const filter = readBulkFilter(asked)
      const open = await countOpen(queries, filter)
      if (open !== count)
        throw new Problem('other_count', `There are ${open} of them now, not ${count}. Look again.`)
      const [by, at] = [describeCaller(request), new Date(now())]
      return { discarded: await discardRejectedEvents(queries, filter, { limit: count, by, at }) }
    },
  )

  /** Of those that come meanwhile nobody has seen any. */
  function readBulkFilter(asked: Omit<Static<typeof BulkReplayBodySchema>, 'use'>): RejectedFilter {
    const filter = readFilter(catalogue.snapshot, rejectedBulkParameters.read(asked))
    return { ...filter, to: filter.to ?? new Date(now()) }
  }

  async function findRow(id: Uuid): Promise<RejectedEventRow> {
    const row = await findRejectedEvent(queries, id, replayers)
    if (row === null) throw eventNotFound()
    return row
  }

  async function readDetail(row: RejectedEventRow): Promise<RejectedEventDetail> {
    const snapshot = await snapshotFor(catalogue, [row])
    const [done, contacts] = await Promise.all([
      findProbablyDone(queries, [row], snapshot, describers),
      findNamedContacts(queries, contactIdsOf(row)),
    ])
    return toRejectedEventDetail(row, { snapshot, replayers, contacts }, done.get(row.id) ?? null)
  }
}

function readId(request: FastifyRequest): Uuid {
  const id = parseGuid((request.params as { id: string }).id)
  if (id === null) throw eventNotFound()
  return id
}

/** Nothing, or no byte. */
function isEmpty(body: unknown): boolean {
  return body == null || (Buffer.isBuffer(body) && body.length === 0)
}

function describeCaller(request: FastifyRequest): string {
  return userOf(request)?.email ?? 'token'
}

function eventNotFound(): Problem {
  return new Problem(
    'rejected_event_not_found',
    'There is no rejected event with this id. They are deleted after the time of the setting rejected.retentionDays.',
  )
}

function refuseSettled(row: RejectedEventRow): Problem {
  const state = rejectedStates[row.state] ?? 'waiting'
  if (state !== 'replayed' && state !== 'discarded')
    return new Problem('replay_under_way', 'Somebody else replays it at this moment.')
  const when = row.settled_at?.toISOString() ?? ''
  return new Problem(
    'rejected_event_settled',
    `It was ${state} by ${row.settled_by ?? 'somebody'} (${when}).`,
  )
}
