import type { Catalogue } from '../../catalogue/snapshot.ts'
import type { TrackCommand } from '../../domain/command.ts'
import { isJsonObject, type JsonObject, type JsonValue } from '../../domain/json.ts'
import type { Engine } from '../../engine/contract.ts'
import { findMember } from '../../pipeline/item-members.ts'
import type { Pipeline } from '../../pipeline/pipeline.ts'
import type { RequestFacts } from '../../pipeline/processor.ts'
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
import type { RecogniseClient } from '../../platform/recognition/recognise-client.ts'
import { type BodyReading, readBatch } from './body.ts'
import { describeClient } from './event.routes.ts'
import { itemSchema, querySchema } from './item-schemas.ts'
import { recogniseItem } from './processors/recognise-item.ts'
import { addQueryTriggers, readQueryTriggers } from './query-triggers.ts'
import { consentFailure } from './reply.ts'
import { runItem } from './run-items.ts'

export interface ReplayDeps {
  readonly engine: Engine
  readonly pipeline: Pipeline
  readonly catalogue: Catalogue
  readonly recogniseClient: RecogniseClient
  /** Milliseconds since 1970. */
  readonly now: () => number
}

/** What `POST …/event` refused, judged again: the same chain, in the name of the same visitor (docs/spec/waymark.md §7). */
export function createSitecoreReplayer(deps: ReplayDeps): Replayer {
  const { engine, pipeline, catalogue, recogniseClient, now } = deps

  return {
    endpoints: ['event'],
    schemas: {
      item: itemSchema,
      body: { oneOf: [{ type: 'array', items: itemSchema, maxItems: 10_000 }, itemSchema] },
      query: querySchema,
    },
    rename: renameSent,
    replay,
  }

  async function replay(rejected: Replayable): Promise<ReplayOutcome> {
    const { channel, contactId, receivedAt, client } = rejected
    const reading = readSent(rejected)
    if (!reading.ok) return { status: 'refused', code: reading.code, message: reading.message, items: [] }
    const { batch } = reading
    if (channel.requireConsentId !== null && channel.allowProvisional && (await lacksConsent(rejected)))
      return { status: 'refused', ...consentFailure, items: [] }

    const facts: RequestFacts = await pipeline.begin(
      { id: rejected.requestId, api: 'sitecore', channel, receivedAt, client, contactId },
      batch.items,
    )
    const outcomes = []
    for (const [position, item] of batch.items.entries())
      outcomes.push(await runItem(pipeline, item, position, facts, batch.mayBeFlawed))
    const drafts = outcomes.flatMap((outcome) => (outcome.status === 'tracked' ? outcome.drafts : []))
    const triggers = readQueryTriggers(readAsked(rejected), catalogue.snapshot)
    if (rejected.sent === 'query' && triggers.length === 0) return { ...NO_TRIGGER, items: [] }
    const failed = await addQueryTriggers(drafts, triggers, pipeline, facts)
    const refusal =
      // As on the way of a request, a trigger fails nothing else; alone, it is all that there is.
      (rejected.sent === 'query' ? failed[0]?.reason : undefined) ??
      outcomes.find((outcome) => outcome.status === 'failed')
    return storeJudged(
      { outcomes, drafts, refusal },
      (drafts) => engine.accept({ ...toCommand(rejected), drafts: placeReplayed(drafts, rejected) }),
      ({ code, message }) => (code === 'consent_required' ? consentFailure : { code, message }),
    )
  }

  async function lacksConsent(rejected: Replayable): Promise<boolean> {
    const outcome = await engine.accept(toCommand(rejected))
    return outcome.status === 'refused' && outcome.code === 'consent_required'
  }

  /** Consent, robots and merges are those of now, and so is the time at which a visit is over. */
  function toCommand(rejected: Replayable): TrackCommand {
    const { id, channel, contactId, namedBy, client, location } = rejected
    const { settings } = catalogue.snapshot
    const freshId = replayedContact(id)
    const recognised = recogniseClient(client, settings['addresses.store'])
    const visitor = { id: namedBy === null ? null : contactId, sentCookie: namedBy === 'cookie' }
    return {
      type: 'track',
      api: 'sitecore',
      contactId: contactId ?? freshId,
      freshId,
      channelId: channel.id,
      at: now(),
      visitTimeoutMs: settings['visit.timeoutMinutes'] * 60_000,
      client: describeClient(visitor, { ...recognised, location: location ?? recognised.location }),
      requiredConsentId: channel.requireConsentId,
      drafts: [],
    }
  }
}

function readSent({ sent, payload }: Replayable): BodyReading {
  const bytes = Buffer.from(payload)
  if (sent === 'body') return readBatch(bytes)
  // An item is what it is: an array in its place is not unpacked.
  const parsed = parseJson(bytes)
  if (!parsed.ok) return parsed
  const { value, mayBeFlawed } = parsed
  return { ok: true, batch: { items: sent === 'query' ? [] : [value], mayBeFlawed } }
}

function readAsked({ sent, payload, query }: Replayable): JsonValue {
  if (sent === 'item') return {}
  return sent === 'query' ? (JSON.parse(payload) as JsonValue) : query
}

/** A body is never refused for a name: its items are, one by one. */
function renameSent(value: JsonValue, sent: Replayable['sent'], renaming: Renaming): JsonValue | null {
  if (!isJsonObject(value) || sent === 'body') return null
  const member = sent === 'query' ? findAskingParameter(value, renaming) : findNamingMember(value, renaming)
  return member === undefined ? null : renameMember(value, member, renaming)
}

function findAskingParameter(query: JsonObject, { kind }: Renaming): string | undefined {
  return findMember(query, kind === 'campaign' ? 'sc_camp' : 'sc_trk')?.name
}

function findNamingMember(item: JsonObject, { kind }: Renaming): string | undefined {
  const recognised = recogniseItem(item)
  return recognised?.type === kind ? recognised.member : undefined
}

export function describeSitecoreItem(item: JsonValue): ItemDescription {
  if (!isJsonObject(item)) return NOTHING_KNOWN
  const recognised = recogniseItem(item)
  const { type = null, id = null } = recognised ?? {}
  const definition =
    type === null || type === 'pageView'
      ? ({ kind: 'activityType', idOrName: 'pagevisit' } as const)
      : typeof id === 'string'
        ? { kind: type, idOrName: id }
        : null
  return {
    kind: type,
    definition: type === null ? null : definition,
    value: null,
    url: textOf(findMember(item, 'url')?.value),
    messageId: textOf(findMember(item, 'messageid')?.value),
  }
}

const NO_TRIGGER = {
  status: 'refused',
  code: 'unknown_item',
  message: 'There is neither sc_camp nor sc_trk in it, with a text.',
} as const

const NOTHING_KNOWN: ItemDescription = {
  kind: null,
  definition: null,
  value: null,
  url: null,
  messageId: null,
}

function textOf(value: JsonValue | undefined): string | null {
  return typeof value === 'string' && value !== '' ? value : null
}
