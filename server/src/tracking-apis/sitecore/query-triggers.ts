import type { Snapshot } from '../../catalogue/snapshot.ts'
import type { JsonObject } from '../../domain/json.ts'
import type { UnplacedDraft } from '../../pipeline/drafts.ts'
import type { Pipeline } from '../../pipeline/pipeline.ts'
import type { RequestFacts } from '../../pipeline/processor.ts'
import { findFlaw } from '../../platform/json/find-flaw.ts'
import { readParameter } from './query-parameters.ts'

/** What a query parameter of `/event` asks for, as the item that would ask for the same. */
export interface QueryTrigger {
  readonly parameter: 'sc_camp' | 'sc_trk'
  readonly value: string
  readonly item: JsonObject
}

/** A trigger that could not be carried out, as the query has it. */
export interface FailedTrigger {
  readonly item: JsonObject
  readonly reason: { readonly code: string; readonly message: string }
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
  if (campaign !== undefined)
    triggers.push({ parameter: 'sc_camp', value: campaign, item: { campaignId: campaign } })
  if (event !== undefined) {
    const isGoal = snapshot.definition('goal', event.trim()) !== undefined
    triggers.push({
      parameter: 'sc_trk',
      value: event,
      item: isGoal ? { goalId: event } : { eventId: event },
    })
  }
  return triggers
}

/**
 * Adds the drafts of the triggers, once a request: right after the first page view of the body, so that they belong
 * to that page, else before its first item. They happened when that did, and are one event with it: sent again, they
 * are not counted again (docs/spec/waymark.md §6.2). One that cannot be carried out fails nothing; those are given back.
 */
export async function addQueryTriggers(
  drafts: UnplacedDraft[],
  triggers: readonly QueryTrigger[],
  pipeline: Pipeline,
  request: RequestFacts,
): Promise<readonly FailedTrigger[]> {
  const page = drafts.findIndex((draft) => draft.kind === 'pageView')
  const companion = drafts[Math.max(page, 0)]
  const triggered: UnplacedDraft[] = []
  const failed: FailedTrigger[] = []
  for (const { parameter, value, item } of triggers) {
    const outcome = findFlaw(item) ?? (await pipeline.run(item, companion?.item ?? 0, request))
    if ('drafts' in outcome) triggered.push(...outcome.drafts)
    else if ('code' in outcome) failed.push({ item: { [parameter]: value }, reason: outcome })
  }
  drafts.splice(page + 1, 0, ...triggered.map((draft) => goWith(draft, companion)))
  return failed
}

function goWith(draft: UnplacedDraft, companion: UnplacedDraft | undefined): UnplacedDraft {
  if (companion === undefined) return draft
  const { messageId, occurredAt, timeSource } = companion
  return { ...draft, messageId, occurredAt, timeSource }
}
