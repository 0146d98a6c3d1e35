import type { Channel } from '../../catalogue/snapshot.ts'
import type { CommandOutcome } from '../../domain/command.ts'
import { newId, type Uuid } from '../../domain/ids.ts'
import type { JsonValue } from '../../domain/json.ts'
import type { Engine } from '../../engine/contract.ts'
import { placeDrafts, type UnplacedDraft } from '../../pipeline/drafts.ts'
import type { ItemOutcome, Pipeline } from '../../pipeline/pipeline.ts'
import type { RequestClient, RequestFacts } from '../../pipeline/processor.ts'
import { findFlaw } from '../../platform/json/find-flaw.ts'
import type { RequestTrace } from '../request-trace.ts'
import { readActivityItem } from './activity-item.ts'

export interface ActivitiesToLog {
  readonly requestId: string
  readonly channel: Channel
  readonly contactId: Uuid
  readonly activities: readonly JsonValue[]
  /** As `parseJson` says it of the body. */
  readonly mayBeFlawed: boolean
  readonly visitTimeoutMs: number
  /** Milliseconds since 1970. */
  readonly receivedAt: number
  readonly client: RequestClient
  /** Learns what became of each activity. */
  readonly trace: Pick<RequestTrace, 'steps' | 'outcomes' | 'failures' | 'contactId'>
  /** Is told of each activity that is refused, once the others are stored. */
  readonly reportRefused: (activity: JsonValue, reason: Refused) => void
}

interface Refused {
  readonly code: string
  readonly message: string
}

/** What the 207 reply says of one activity. */
export type ActivityResult = { readonly status: 202 } | { readonly status: 400 | 403; readonly error: string }

const ACCEPTED: ActivityResult = { status: 202 }
export const WITHOUT_CONSENT = {
  status: 403,
  error: 'The contact has not agreed to the consent that this channel requires.',
} as const

/** A command of this size takes some tens of milliseconds to commit, while other visitors wait in the same lane. */
const ACTIVITIES_PER_COMMAND = 1_000

/**
 * Walks the activities of a request down the chain and has those that it takes stored, in order; resolves after the
 * commit with one result each, in order. Null when there is no such contact: then nothing is stored. An activity that
 * is refused does not touch the others (docs/spec/xperience.md §1.6). Where the contact has not agreed to what the
 * channel requires, each is answered with 403 and nothing is stored (docs/spec/xperience.md §2.6); so is one alone that
 * would go to another contact, which has not.
 *
 * @throws EngineUnavailable, nothing of the request stored; of one with more than a thousand activities, its first
 * thousands may be.
 */
export async function logActivities(
  engine: Engine,
  pipeline: Pipeline,
  request: ActivitiesToLog,
): Promise<readonly ActivityResult[] | null> {
  const { requestId, channel, receivedAt, client, contactId, trace } = request
  const facts = await pipeline.begin(
    {
      ...{ id: requestId, api: 'xperience', channel, receivedAt, client, contactId },
      ...(trace.steps !== null && { steps: trace.steps }),
    },
    request.activities,
  )
  const results: ActivityResult[] = []
  const failures: (Refused | null)[] = []
  let start = 0
  // Without any activity there is still the question whether the contact exists.
  do {
    const chunk = request.activities.slice(start, start + ACTIVITIES_PER_COMMAND)
    const chunkResults = await logChunk(engine, pipeline, request, facts, chunk, start)
    if (chunkResults === null) return null
    for (const { result, failure } of chunkResults) {
      results.push(result)
      failures.push(failure)
    }
    start += ACTIVITIES_PER_COMMAND
  } while (start < request.activities.length)
  if (failures.some((failure) => failure !== null)) trace.failures = failures
  return results
}

/** What became of an activity, for the client and for whoever watches. */
interface Logged {
  readonly result: ActivityResult
  readonly failure: Refused | null
}

const LOGGED: Logged = { result: ACCEPTED, failure: null }

async function logChunk(
  engine: Engine,
  pipeline: Pipeline,
  request: ActivitiesToLog,
  facts: RequestFacts,
  activities: readonly JsonValue[],
  start: number,
): Promise<readonly Logged[] | null> {
  const { channel, contactId, receivedAt, visitTimeoutMs } = request
  const store = (drafts: readonly UnplacedDraft[]) =>
    engine.accept({
      type: 'track',
      api: 'xperience',
      contactId,
      freshId: newId(receivedAt),
      channelId: channel.id,
      at: receivedAt,
      visitTimeoutMs,
      client: null,
      requiredConsentId: channel.requireConsentId,
      drafts: placeDrafts(drafts, receivedAt),
    })
  // Where a look at an activity may store a definition, the engine is asked for the consent before.
  if (channel.requireConsentId !== null && channel.allowProvisional && lacksConsent(await store([]))) {
    return refuseWithoutConsent(request, activities)
  }

  const outcomes: ItemOutcome[] = []
  for (const [index, activity] of activities.entries()) {
    outcomes.push(await runActivity(pipeline, activity, start + index, request.mayBeFlawed, facts))
  }
  request.trace.outcomes = start === 0 ? outcomes : [...request.trace.outcomes, ...outcomes]
  const drafts = outcomes.flatMap((outcome) => (outcome.status === 'tracked' ? outcome.drafts : []))
  const stored = await store(drafts)
  if (lacksConsent(stored)) return refuseWithoutConsent(request, activities)
  const refusal = stored.status === 'refused' ? stored : null
  if (refusal?.code === 'contact_not_found') return null
  if (stored.status === 'accepted') request.trace.contactId = stored.contactId
  const refusedItems = new Set(stored.status === 'accepted' ? stored.refusedItems : [])
  return outcomes.map((outcome, index) => {
    if (refusedItems.has(start + index)) return refuseActivity(request, activities[index] ?? null)
    const reason = outcome.status === 'tracked' ? refusal : outcome.status === 'failed' ? outcome : null
    if (reason === null) return LOGGED
    request.reportRefused(activities[index] ?? null, reason)
    return { result: { status: 400, error: reason.message }, failure: reason }
  })
}

function refuseWithoutConsent(request: ActivitiesToLog, activities: readonly JsonValue[]): readonly Logged[] {
  return activities.map((activity) => refuseActivity(request, activity))
}

function refuseActivity({ reportRefused }: ActivitiesToLog, activity: JsonValue): Logged {
  const failure = { code: 'consent_required', message: WITHOUT_CONSENT.error }
  reportRefused(activity, failure)
  return { result: WITHOUT_CONSENT, failure }
}

function lacksConsent(outcome: CommandOutcome): boolean {
  return outcome.status === 'refused' && outcome.code === 'consent_required'
}

/** Has the chain look at one activity; `position` is its place in the request. */
export function runActivity(
  pipeline: Pipeline,
  activity: JsonValue,
  position: number,
  mayBeFlawed: boolean,
  facts: RequestFacts,
): Promise<ItemOutcome> | ItemOutcome {
  const reading =
    (mayBeFlawed ? findFlaw(activity, `activities[${position}]`) : null) ?? readActivityItem(activity)
  if (!reading.ok) {
    return { status: 'failed', processor: null, code: reading.code, message: reading.message }
  }
  return pipeline.run(reading.item, position, facts)
}
