import type { Catalogue } from '../catalogue/snapshot.ts'
import type { ItemVerdict, ProcessorStep } from '../domain/answered-request.ts'
import type { JsonObject, JsonValue } from '../domain/json.ts'
import type { ChainOf } from './chains.ts'
import { describeUnknown } from './describe-unknown.ts'
import { makeDrafts, type UnplacedDraft } from './drafts.ts'
import { type ContextTools, ItemContext } from './item-context.ts'
import { createLogPace } from './log-pace.ts'
import type { Dropped, Failed, Processor, ProcessorResult, RequestFacts } from './processor.ts'
import { takeRetryFields } from './retry-fields.ts'

export type ItemOutcome =
  | Exclude<ItemVerdict, { status: 'tracked' }>
  | (Extract<ItemVerdict, { status: 'tracked' }> & { readonly drafts: readonly UnplacedDraft[] })

export interface Pipeline {
  /** Begins a request: asks the hooks that stand before its items. What it gives goes into {@link run}. */
  begin(request: RequestFacts, items: readonly JsonValue[]): RequestFacts | Promise<RequestFacts>
  /**
   * Walks one item down the chain of its channel: the first processor that answers `tracked` or `dropped` ends it. A
   * failure lets the chain go on and stands if nobody takes the item. `position` is the item's place in its request,
   * from 0. Rejects only when the database that a processor asked is away.
   */
  run(item: JsonObject, position: number, request: RequestFacts): Promise<ItemOutcome>
}

export interface PipelineParts extends ContextTools {
  readonly catalogue: Catalogue
  readonly chainOf: ChainOf
  readonly begin?: Pipeline['begin']
}

export function createPipeline({ catalogue, chainOf, begin = keep, ...tools }: PipelineParts): Pipeline {
  const pace = createLogPace()
  return { begin, run }

  async function run(item: JsonObject, position: number, request: RequestFacts): Promise<ItemOutcome> {
    const verdict = request.hooks?.result ?? null
    if (verdict !== null) return toOutcome(verdict, null)

    const retry = takeRetryFields(item, request.receivedAt)
    const rest = retry === null ? item : retry.item
    const context = new ItemContext(request, position, catalogue.snapshot, tools)
    const chain = chainOf(request.channel)
    let failure: Failure | null = null
    for (const processor of chain) {
      const own = processor.read === null ? rest : processor.read(rest)
      if (own === null) continue
      const { fields, identity } = context
      const stated = context.intents.length
      // Most processors answer at once: only a promise costs a turn of the event loop.
      const began = request.steps === undefined ? 0 : performance.now()
      const answer = processor.process(own, context)
      const result = 'type' in answer ? answer : await answer
      request.steps?.push(describeStep(processor, result, position, began))
      switch (result.type) {
        case 'next':
          continue
        case 'failed':
          failure = { processor: processor.name, result }
          context.takeBack(stated, fields, identity)
          continue
        case 'dropped':
          return toOutcome(result, processor.name)
        case 'tracked': {
          if (failure !== null) logPassedOver(failure, processor, context)
          const drafts = await makeDrafts(context, catalogue)
          const { name } = processor
          if ('type' in drafts) {
            request.steps?.push(describeStep(processor, drafts, position, began))
            return toOutcome(drafts, name)
          }
          return {
            status: 'tracked',
            processor: name,
            drafts: retry === null ? drafts : drafts.map((draft) => ({ ...draft, ...retry.fields })),
            isProvisional: context.isProvisional,
          }
        }
      }
    }
    if (failure !== null) return toOutcome(failure.result, failure.processor)
    return toOutcome(describeUnknown(rest, chain, context.intents.length > 0), null)
  }

  function logPassedOver({ processor, result }: Failure, { name }: Processor, item: ItemContext): void {
    const untold = pace()
    if (untold === null) return
    const { request, position } = item
    tools.logger.info(
      { processor, code: result.code, trackedBy: name, requestId: request.id, position, untold },
      'a processor failed on an item that a later one tracked',
    )
  }
}

interface Failure {
  readonly processor: string
  readonly result: Failed
}

function keep(request: RequestFacts): RequestFacts {
  return request
}

function toOutcome(result: Failed | Dropped, processor: string | null): ItemOutcome {
  return result.type === 'dropped'
    ? { status: 'dropped', processor, reason: result.reason }
    : { status: 'failed', processor, code: result.code, message: result.message }
}

function describeStep(
  { name }: Processor,
  result: ProcessorResult,
  position: number,
  began: number,
): ProcessorStep {
  const more = result.type === 'failed' ? result.message : result.type === 'dropped' ? result.reason : null
  const said = more === null ? result.type : `${result.type}: ${more}`
  return { position, processor: name, ms: performance.now() - began, said }
}
