import type { Catalogue, Definition } from '../catalogue/snapshot.ts'
import type { Draft, TrackCommand } from '../domain/command.ts'
import type { ContactFields } from '../domain/contact-fields.ts'
import { newId } from '../domain/ids.ts'
import type { JsonObject } from '../domain/json.ts'
import type { ActivityKind, DefinitionKind } from '../domain/kinds.ts'
import type {
  ActivityFacts,
  OutcomeFacts,
  PageViewIntent,
  Processor,
  ProcessorContext,
  RequestFacts,
} from './processor.ts'

/** A draft without the id that fixes its place: drafts of a request are put in order first. */
export type UnplacedDraft = Omit<Draft, 'id'>

export type ItemOutcome =
  | { readonly status: 'tracked'; readonly drafts: readonly UnplacedDraft[] }
  | { readonly status: 'dropped'; readonly reason: string }
  | { readonly status: 'failed'; readonly code: string; readonly message: string }

export interface Pipeline {
  /**
   * Walks one item down the chain: the first processor that answers `tracked` or `dropped` ends it. A failure lets
   * the chain go on and stands if nobody takes the item. `position` is the item's place in its request, from 0.
   */
  run(item: JsonObject, position: number, request: RequestFacts): Promise<ItemOutcome>
}

interface Intent {
  readonly kind: DefinitionKind
  readonly idOrName: string
  readonly facts: OutcomeFacts
}

export function createPipeline(chain: readonly Processor[], catalogue: Catalogue): Pipeline {
  async function run(item: JsonObject, position: number, request: RequestFacts): Promise<ItemOutcome> {
    const context = new ItemContext(request, catalogue)
    let failure: ItemOutcome = {
      status: 'failed',
      code: 'unknown_item',
      message: 'No processor takes this item: it has none of the fields that name a known type.',
    }
    for (const processor of chain) {
      const kept = context.intents.length
      // Most processors answer at once: only a promise costs a turn of the event loop.
      const answer = processor.process(item, context)
      const result = answer instanceof Promise ? await answer : answer
      switch (result.type) {
        case 'next':
          continue
        case 'failed':
          failure = { status: 'failed', code: result.code, message: result.message }
          context.intents.length = kept
          continue
        case 'dropped':
          return { status: 'dropped', reason: result.reason }
        case 'tracked':
          return toDrafts(context, position, request)
      }
    }
    return failure
  }

  async function toDrafts(
    context: ItemContext,
    position: number,
    request: RequestFacts,
  ): Promise<ItemOutcome> {
    const drafts: UnplacedDraft[] = []
    for (const intent of context.intents) {
      const definition =
        context.catalogue.definition(intent.kind, intent.idOrName) ?? (await addProvisional(intent, request))
      if (definition === null) return unknownDefinition(intent)
      if (!definition.enabled) return disabledDefinition(definition)
      drafts.push(toDraft(intent, definition, position, request.receivedAt))
    }
    const last = drafts.at(-1)
    if (context.fields !== null && last !== undefined)
      drafts[drafts.length - 1] = { ...last, fields: context.fields }
    return { status: 'tracked', drafts }
  }

  async function addProvisional(intent: Intent, request: RequestFacts): Promise<Definition | null> {
    return request.channel.allowProvisional ? catalogue.addProvisional(intent.kind, intent.idOrName) : null
  }

  return { run }
}

/**
 * The drafts of a request in their final order, each with an id that fixes it: ids rise from one to the next.
 */
export function placeDrafts(drafts: readonly UnplacedDraft[], receivedAt: number): TrackCommand['drafts'] {
  return drafts.map((draft) => ({ ...draft, id: newId(receivedAt) }))
}

class ItemContext implements ProcessorContext {
  readonly request: RequestFacts
  readonly catalogue: ProcessorContext['catalogue']
  readonly intents: Intent[] = []
  fields: ContactFields | null = null

  constructor(request: RequestFacts, catalogue: Catalogue) {
    this.request = request
    this.catalogue = catalogue.snapshot
  }

  addPageView({ pageId, url, title, referrer, data }: PageViewIntent): void {
    const withPageId = pageId == null ? data : { ...data, pageId }
    this.add('activityType', 'pagevisit', {
      value: title ?? null,
      url: url ?? null,
      referrer: referrer ?? null,
      data: withPageId ?? null,
    })
  }
  addGoal(idOrName: string, facts: ActivityFacts = {}): void {
    this.add('goal', idOrName, facts)
  }
  addEvent(idOrName: string, facts: ActivityFacts = {}): void {
    this.add('event', idOrName, facts)
  }
  addCampaign(idOrName: string, facts: ActivityFacts = {}): void {
    this.add('campaign', idOrName, facts)
  }
  addOutcome(idOrName: string, facts: OutcomeFacts = {}): void {
    this.add('outcome', idOrName, facts)
  }
  addActivity(type: string, facts: ActivityFacts = {}): void {
    this.add('activityType', type, facts)
  }
  setFields(fields: ContactFields): void {
    this.fields = { ...this.fields, ...fields }
  }

  private add(kind: DefinitionKind, idOrName: string, facts: OutcomeFacts): void {
    this.intents.push({ kind, idOrName, facts })
  }
}

function toDraft({ facts }: Intent, definition: Definition, item: number, receivedAt: number): UnplacedDraft {
  return {
    item,
    kind: activityKindOf(definition),
    definitionId: definition.id,
    occurredAt: receivedAt,
    timeSource: 'server',
    messageId: null,
    points: definition.points,
    monetaryValue: facts.monetaryValue ?? null,
    currency: facts.currency ?? null,
    value: facts.value ?? null,
    url: facts.url ?? null,
    referrer: facts.referrer ?? null,
    data: facts.data == null ? null : JSON.stringify(facts.data),
    fields: null,
    identity: null,
  }
}

/** The shape of the activities of a definition. */
export function activityKindOf(definition: Pick<Definition, 'kind' | 'builtIn' | 'name'>): ActivityKind {
  if (definition.kind !== 'activityType') return definition.kind
  if (!definition.builtIn) return 'custom'
  return builtInKinds[definition.name] ?? 'custom'
}
const builtInKinds: Readonly<Record<string, ActivityKind>> = {
  pagevisit: 'pageView',
  click: 'click',
  datainput: 'dataInput',
}

function unknownDefinition({ kind, idOrName }: Intent): ItemOutcome {
  const [code, word] = unknownWords[kind]
  return {
    status: 'failed',
    code,
    message: `There is no ${word} '${idOrName.slice(0, 100)}'. Define it first, or check the spelling.`,
  }
}
function disabledDefinition({ kind, name }: Definition): ItemOutcome {
  const [, word] = unknownWords[kind]
  return { status: 'failed', code: 'disabled_type', message: `The ${word} '${name}' is disabled.` }
}

const unknownWords: Readonly<Record<DefinitionKind, readonly [code: string, word: string]>> = {
  goal: ['unknown_goal', 'goal'],
  event: ['unknown_event', 'page event'],
  outcome: ['unknown_outcome', 'outcome'],
  campaign: ['unknown_campaign', 'campaign'],
  activityType: ['unknown_type', 'activity type'],
}
