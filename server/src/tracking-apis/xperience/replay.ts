import type { Catalogue } from '../../catalogue/snapshot.ts'
import type { Uuid } from '../../domain/ids.ts'
import { isJsonObject, type JsonObject, type JsonValue } from '../../domain/json.ts'
import type { Engine } from '../../engine/contract.ts'
import { MAX_URL_LENGTH, MAX_VALUE_LENGTH } from '../../pipeline/activity-limits.ts'
import { findMember } from '../../pipeline/item-members.ts'
import type { Pipeline } from '../../pipeline/pipeline.ts'
import {
  type ItemDescription,
  placeReplayed,
  type Replayable,
  type Replayer,
  type ReplayOutcome,
  replayedContact,
  storeJudged,
} from '../../pipeline/replay.ts'
import { type Renaming, renameMember } from '../../pipeline/unknown-names.ts'
import { parseJson } from '../../platform/json/read-json.ts'
import { readActivitiesBody } from './activities-body.ts'
import { runActivity, WITHOUT_CONSENT } from './log-activities.ts'
import type { Problem } from './problem.ts'
import { problems } from './problems.ts'

export interface ReplayDeps {
  readonly engine: Engine
  readonly pipeline: Pipeline
  readonly catalogue: Catalogue
  /** Milliseconds since 1970. */
  readonly now: () => number
}

interface Reason {
  readonly code: string
  readonly message: string
}

interface Sent {
  readonly contactId: Uuid
  readonly activities: readonly JsonValue[]
  readonly mayBeFlawed: boolean
}

/** What `POST /activities` refused, judged again: the same chain, for the same contact (docs/spec/waymark.md §7). */
export function createXperienceReplayer({ engine, pipeline, catalogue, now }: ReplayDeps): Replayer {
  return {
    endpoints: ['activities'],
    schemas: { item: activitySchema, body: bodySchema, query: { type: 'object' } },
    rename: renameActivity,
    replay,
  }

  async function replay(rejected: Replayable): Promise<ReplayOutcome> {
    const { channel, receivedAt, client } = rejected
    const sent = readSent(rejected)
    if ('status' in sent) return refuse(sent)
    const { contactId, activities, mayBeFlawed } = sent
    const store = (drafts: ReturnType<typeof placeReplayed>) =>
      engine.accept({
        type: 'track',
        api: 'xperience',
        contactId,
        freshId: replayedContact(rejected.id),
        channelId: channel.id,
        at: now(),
        visitTimeoutMs: catalogue.snapshot.settings['visit.timeoutMinutes'] * 60_000,
        client: null,
        requiredConsentId: channel.requireConsentId,
        drafts,
      })
    // Where a look at an activity may store a definition, the engine is asked for the consent before.
    if (channel.requireConsentId !== null && channel.allowProvisional) {
      const asked = await store([])
      if (asked.status === 'refused') return { status: 'refused', ...nameRefusal(asked), items: [] }
    }

    const facts = await pipeline.begin(
      { id: rejected.requestId, api: 'xperience', channel, receivedAt, client, contactId },
      activities,
    )
    const outcomes = []
    for (const [position, activity] of activities.entries())
      outcomes.push(await runActivity(pipeline, activity, position, mayBeFlawed, facts))
    const drafts = outcomes.flatMap((outcome) => (outcome.status === 'tracked' ? outcome.drafts : []))
    const refusal = outcomes.find((outcome) => outcome.status === 'failed')
    return storeJudged(
      { outcomes, drafts, refusal },
      (drafts) => store(placeReplayed(drafts, rejected)),
      nameRefusal,
    )
  }

  function readSent({ sent, payload, channel, contactId }: Replayable): Sent | Problem {
    const parsed = parseJson(Buffer.from(payload))
    if (!parsed.ok) return problems.unreadableJson(parsed)
    const { value, mayBeFlawed } = parsed
    if (sent !== 'body') {
      return contactId === null ? problems.unknownContact : { contactId, activities: [value], mayBeFlawed }
    }
    const body = readActivitiesBody(value, mayBeFlawed)
    if ('status' in body) return body
    if (body.channel !== channel.guid) return problems.wrongChannel
    return { contactId: body.contact, activities: body.activities, mayBeFlawed }
  }
}

function refuse({ code, detail }: Pick<Problem, 'code' | 'detail'>): ReplayOutcome {
  return { status: 'refused', code, message: detail, items: [] }
}

function nameRefusal({ code, message }: Reason): Reason {
  return { code, message: code === 'consent_required' ? WITHOUT_CONSENT.error : message }
}

/** A body is never refused for a name: its activities are, one by one. */
function renameActivity(value: JsonValue, sent: Replayable['sent'], renaming: Renaming): JsonValue | null {
  if (!isJsonObject(value) || sent !== 'item' || renaming.kind !== 'activityType') return null
  const type = findMember(value, 'type')
  return type === null ? null : renameMember(value, type.name, renaming)
}

export function describeXperienceItem(item: JsonValue): ItemDescription {
  const textOf = (name: string): string | null => {
    const value = isJsonObject(item) ? findMember(item, name)?.value : null
    return typeof value === 'string' && value !== '' ? value : null
  }
  const type = textOf('type')
  return {
    kind: type?.slice(0, MAX_VALUE_LENGTH) ?? null,
    definition: type === null ? null : { kind: 'activityType', idOrName: type },
    value: textOf('value'),
    url: textOf('url'),
    messageId: textOf('messageid'),
  }
}

function textUpTo(maxLength: number): JsonObject {
  return { type: ['string', 'null'], maxLength }
}

/** For who corrects one: it advises and refuses nothing, since members are found in any case. */
const activitySchema: JsonObject = {
  type: 'object',
  required: ['type'],
  properties: {
    type: { type: 'string', minLength: 1, maxLength: 250, description: 'The code name of an activity type.' },
    value: textUpTo(MAX_VALUE_LENGTH),
    url: textUpTo(MAX_URL_LENGTH),
    referrer: textUpTo(MAX_URL_LENGTH),
    contactFields: { type: 'object', additionalProperties: { type: 'string' } },
    messageId: { type: 'string', minLength: 1, maxLength: 128 },
    timestamp: { type: 'string', description: 'RFC 3339, with its offset.' },
  },
}

const bodySchema: JsonObject = {
  type: 'object',
  required: ['channel', 'contact', 'activities'],
  properties: {
    channel: { type: 'string', format: 'uuid' },
    contact: { type: 'string', format: 'uuid' },
    activities: { type: 'array', items: activitySchema, maxItems: 50_000 },
  },
}
