import type { FastifyBaseLogger } from 'fastify'
import type { Snapshot } from '../../catalogue/snapshot.ts'
import type { JsonObject } from '../../domain/json.ts'
import type { Pipeline, UnplacedDraft } from '../../pipeline/pipeline.ts'
import type { RequestFacts } from '../../pipeline/processor.ts'
import { findFlaw } from '../../platform/json/find-flaw.ts'
import { readParameter } from './query-parameters.ts'

/** What a query parameter of `/event` asks for, as the item that would ask for the same. */
export interface QueryTrigger {
  readonly parameter: 'sc_camp' | 'sc_trk'
  readonly item: JsonObject
}

const NONE: readonly QueryTrigger[] = []

/**
 * The campaign of `sc_camp` and the goal, else page event, of `sc_trk`, which apps forward from the address of their
 * page (docs/spec/sitecore.md §1.10). Blank values ask for nothing; of a repeated parameter the first counts.
 */
export function readQueryTriggers(query: unknown, snapshot: Snapshot): readonly QueryTrigger[] {
  const [campaign] = readParameter(query, 'sc_camp')
  const [event] = readParameter(query, 'sc_trk')
  if (campaign === undefined && event === undefined) return NONE
  const triggers: QueryTrigger[] = []
  if (campaign !== undefined) triggers.push({ parameter: 'sc_camp', item: { campaignId: campaign } })
  if (event !== undefined) {
    const isGoal = snapshot.definition('goal', event.trim()) !== undefined
    triggers.push({ parameter: 'sc_trk', item: isGoal ? { goalId: event } : { eventId: event } })
  }
  return triggers
}

/**
 * Adds the drafts of the triggers, once a request: right after the first page view of the body, so that they belong
 * to that page, else before its first item. They happened when that did, and are one event with it: sent again, they
 * are not counted again (docs/spec/waymark.md §6.2). A name that is unknown fails nothing.
 */
export async function addQueryTriggers(
  drafts: UnplacedDraft[],
  triggers: readonly QueryTrigger[],
  pipeline: Pipeline,
  request: RequestFacts,
  log: FastifyBaseLogger,
): Promise<void> {
  const page = drafts.findIndex((draft) => draft.kind === 'pageView')
  const companion = drafts[Math.max(page, 0)]
  const triggered: UnplacedDraft[] = []
  for (const { parameter, item } of triggers) {
    const outcome = findFlaw(item) ?? (await pipeline.run(item, companion?.item ?? 0, request))
    if ('drafts' in outcome) triggered.push(...outcome.drafts)
    else if ('code' in outcome) log.info({ parameter, code: outcome.code }, 'query trigger not carried out')
  }
  drafts.splice(page + 1, 0, ...triggered.map((draft) => goWith(draft, companion)))
}

function goWith(draft: UnplacedDraft, companion: UnplacedDraft | undefined): UnplacedDraft {
  if (companion === undefined) return draft
  const { messageId, occurredAt, timeSource } = companion
  return { ...draft, messageId, occurredAt, timeSource }
}
