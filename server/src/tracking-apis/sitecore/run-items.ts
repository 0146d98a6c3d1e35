import { isJsonObject, type JsonValue } from '../../domain/json.ts'
import type { UnplacedDraft } from '../../pipeline/drafts.ts'
import type { ItemOutcome, Pipeline } from '../../pipeline/pipeline.ts'
import type { RequestFacts } from '../../pipeline/processor.ts'
import { findFlaw } from '../../platform/json/find-flaw.ts'
import type { Batch } from './body.ts'
import type { ItemFailure } from './reply.ts'

/** What the pipeline made of a batch. */
export interface BatchResult {
  readonly drafts: UnplacedDraft[]
  /** One per item, in order. */
  readonly outcomes: ItemOutcome[]
  /** One per item, in order; null for one that was taken. */
  readonly failures: ItemFailure[]
}

/** Sends each item down the chain, in order; one that fails does not stop the others (docs/spec/sitecore.md §1.3). */
export async function runItems(
  pipeline: Pipeline,
  batch: Batch,
  request: RequestFacts,
): Promise<BatchResult> {
  const drafts: UnplacedDraft[] = []
  const outcomes: ItemOutcome[] = []
  const failures: ItemFailure[] = []
  for (const [position, item] of batch.items.entries()) {
    const outcome = await runItem(pipeline, item, position, request, batch.mayBeFlawed)
    outcomes.push(outcome)
    failures.push(outcome.status === 'failed' ? outcome : null)
    if (outcome.status === 'tracked') drafts.push(...outcome.drafts)
  }
  return { drafts, outcomes, failures }
}

export function runItem(
  pipeline: Pipeline,
  item: JsonValue,
  position: number,
  request: RequestFacts,
  mayBeFlawed: boolean,
): ItemOutcome | Promise<ItemOutcome> {
  if (!isJsonObject(item)) return item === null ? NULL_EVENT : NOT_AN_OBJECT
  const flaw = mayBeFlawed ? findFlaw(item) : null
  return flaw === null
    ? pipeline.run(item, position, request)
    : { status: 'failed', processor: null, code: flaw.code, message: flaw.message }
}

const NULL_EVENT: ItemOutcome = {
  status: 'failed',
  processor: null,
  code: 'null_event',
  message: 'The event is null. Send an object such as {"goalId": "Register"}.',
}
const NOT_AN_OBJECT: ItemOutcome = {
  status: 'failed',
  processor: null,
  code: 'not_an_object',
  message: 'The event is no object. Send one such as {"goalId": "Register"}.',
}
