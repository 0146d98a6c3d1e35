import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { RequestRecorder } from '../../domain/answered-request.ts'
import type { TrackCommand } from '../../domain/command.ts'
import { newId } from '../../domain/ids.ts'
import type { VisitClient } from '../../domain/visit-client.ts'
import type { Engine } from '../../engine/contract.ts'
import { placeDrafts, type UnplacedDraft } from '../../pipeline/drafts.ts'
import type { Pipeline } from '../../pipeline/pipeline.ts'
import type { RequestFacts } from '../../pipeline/processor.ts'
import type { RecogniseClient } from '../../platform/recognition/recognise-client.ts'
import type { Intake } from '../intake.ts'
import { readClient } from '../read-client.ts'
import { traceOf } from '../request-trace.ts'
import { type Admission, type Admissions, admissionOf } from './admission.ts'
import { type Batch, type BodyReading, readBatch } from './body.ts'
import { isJsonBody } from './media-type.ts'
import {
  addQueryTriggers,
  type FailedTrigger,
  type QueryTrigger,
  readQueryTriggers,
} from './query-triggers.ts'
import { type Refusal, refusals } from './refusals.ts'
import { type ItemFailure, sendAccepted, sendItemFailures, sendWithoutConsent } from './reply.ts'
import type { RefusalReporter } from './report-refusals.ts'
import { runItems } from './run-items.ts'
import { NOTHING_STORED, type StoredDrafts, storeDrafts } from './store-drafts.ts'
import { cookieAttributes, readVisitor, traceVisitor, type Visitor, writeVisitor } from './visitor.ts'

const MAX_ITEMS = 10_000

export interface EventDeps {
  readonly admissions: Admissions
  readonly reporter: RefusalReporter
  readonly engine: Engine
  readonly pipeline: Pipeline
  readonly now: () => number
  readonly recogniseClient: RecogniseClient
  readonly intake: Intake
  readonly publicUrl: string | null
  readonly recorder: RequestRecorder
}

/** `POST …/event`: pushes a batch of events (docs/spec/sitecore.md §1.1, §1.3, §1.4). */
export function registerEventRoutes(scope: FastifyInstance, deps: EventDeps): void {
  const { admissions, reporter, engine, pipeline, now, recogniseClient, intake, publicUrl, recorder } = deps

  scope.options('/event', (request, reply) => admissions.answerPreflight(request, reply))
  scope.route({
    method: 'POST',
    url: '/event',
    onRequest: admissions.admit,
    handler: readEvents,
  })

  async function readEvents(request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
    if (!isJsonBody(request.headers)) return refuse(request, reply, refusals.wrongMediaType)
    const triggers = readQueryTriggers(request.query, admissionOf(request).snapshot)
    const body = readBody(request.body, triggers.length > 0)
    if (!body.ok) return refuse(request, reply, { status: 400, code: body.code, message: body.message })
    const { batch } = body
    if (batch.items.length > MAX_ITEMS) return refuse(request, reply, refusals.tooManyEvents)
    return intake.handle(request, batch.items.length, () => trackEvents(request, reply, batch, triggers))
  }

  async function trackEvents(
    request: FastifyRequest,
    reply: FastifyReply,
    batch: Batch,
    triggers: readonly QueryTrigger[],
  ): Promise<FastifyReply> {
    const { items } = batch
    const admission = admissionOf(request)
    const visitor = readVisitor(request.headers)
    const trace = traceOf(request)
    traceVisitor(trace, visitor)
    if (recorder.isWatched) trace.steps = []
    const receivedAt = now()
    trace.receivedAt = receivedAt
    trace.isEmpty = items.length === 0 && triggers.length === 0
    const told: RequestFacts = {
      id: request.id,
      api: 'sitecore',
      channel: admission.key.channel,
      receivedAt,
      client: readClient(request),
      contactId: visitor.id,
      ...(trace.steps !== null && { steps: trace.steps }),
    }
    const { requireConsentId } = admission.key.channel
    if (requireConsentId !== null && (await isKnownToLackConsent(visitor, admission, told))) {
      return refuseWithoutConsent(request, reply, admission, items.length)
    }
    const facts = await pipeline.begin(told, items)
    const { drafts, outcomes, failures } = await runItems(pipeline, batch, facts)
    trace.outcomes = outcomes
    const failedTriggers =
      triggers.length > 0 ? await addQueryTriggers(drafts, triggers, pipeline, facts) : NONE_FAILED
    const stored = await storeForVisitor(request, reply, admission, visitor, drafts, facts)

    if (stored.lacksConsent) return refuseWithoutConsent(request, reply, admission, items.length)
    for (const [item, failure] of stored.failures) {
      if (item < failures.length) failures[item] ??= failure
    }
    const isTaken = stored.unavailable === null && failures.every(isNull)
    if (!isTaken || failedTriggers.length > 0) {
      const from = { key: admission.key, request, contactId: stored.deviceId }
      reporter.reportItems(from, failures, items, failedTriggers)
    }
    if (isTaken) return sendAccepted(reply, failures.length)
    if (stored.unavailable === null) return sendItemFailures(reply, 400, failures)
    return sendItemFailures(reply.header('retry-after', stored.unavailable.retryAfter), 503, failures)
  }

  /** What was read of the request goes with it. */
  function refuse(request: FastifyRequest, reply: FastifyReply, refusal: Refusal): FastifyReply {
    return reporter.refuse(reply, admissionOf(request).key, refusal, request.body)
  }

  function refuseWithoutConsent(
    request: FastifyRequest,
    reply: FastifyReply,
    { key }: Admission,
    count: number,
  ): FastifyReply {
    reporter.reportWithoutConsent(request, key, count)
    return sendWithoutConsent(reply, count)
  }

  /**
   * Whether, in a channel that requires a consent, the items need no look, since nothing of them may be stored: who is
   * not named has agreed to nothing. On all others the engine has the last word; it has the first one too where looking
   * at an item may store a definition.
   */
  async function isKnownToLackConsent(
    visitor: Visitor,
    admission: Admission,
    facts: RequestFacts,
  ): Promise<boolean> {
    if (visitor.id === null || !admission.key.channel.allowProvisional) return visitor.id === null
    return (await storeDrafts(engine, toCommand(admission, visitor, [], facts))).lacksConsent
  }

  /** A request that stores nothing makes nobody and sets no cookie, but renews that of a visitor who is known. */
  async function storeForVisitor(
    request: FastifyRequest,
    reply: FastifyReply,
    admission: Admission,
    visitor: Visitor,
    drafts: readonly UnplacedDraft[],
    facts: RequestFacts,
  ): Promise<StoredDrafts> {
    if (drafts.length === 0 && visitor.id === null) return NOTHING_STORED
    const { snapshot } = admission
    const command = toCommand(admission, visitor, drafts, facts)
    const stored = await storeDrafts(engine, command)
    const trace = traceOf(request)
    trace.isRobot = command.client?.isRobot === true
    trace.contactId = stored.contactId
    if (stored.deviceId !== null) {
      trace.deviceId = stored.deviceId
      writeVisitor(reply, visitor, stored.deviceId, cookieAttributes(snapshot.settings, request, publicUrl))
    }
    return stored
  }

  function toCommand(
    { snapshot, key }: Admission,
    visitor: Visitor,
    drafts: readonly UnplacedDraft[],
    { receivedAt, client }: RequestFacts,
  ): TrackCommand {
    const freshId = newId(receivedAt)
    return {
      type: 'track',
      api: 'sitecore',
      contactId: visitor.id ?? freshId,
      freshId,
      channelId: key.channel.id,
      at: receivedAt,
      visitTimeoutMs: snapshot.settings['visit.timeoutMinutes'] * 60_000,
      client: describeClient(visitor, recogniseClient(client, snapshot.settings['addresses.store'])),
      requiredConsentId: key.channel.requireConsentId,
      drafts: placeDrafts(drafts, receivedAt),
    }
  }
}

const NONE_FAILED: readonly FailedTrigger[] = []

function isNull(failure: ItemFailure): boolean {
  return failure === null
}

/**
 * Who names itself in the header is an app or a server: its user agent is that of an HTTP library, and lists of robots
 * hold nearly all of those (docs/spec/sitecore.md §1.8).
 */
export function describeClient(
  { id, sentCookie }: Pick<Visitor, 'id' | 'sentCookie'>,
  client: VisitClient,
): VisitClient {
  return client.isRobot && id !== null && !sentCookie ? { ...client, isRobot: false } : client
}

/** Nothing at all is a body only where the query already says what to do. */
function readBody(body: unknown, mayBeEmpty: boolean): BodyReading {
  const bytes = Buffer.isBuffer(body) ? body : Buffer.alloc(0)
  if (mayBeEmpty && bytes.length === 0) return { ok: true, batch: { items: [], mayBeFlawed: false } }
  return readBatch(bytes)
}
