import type { Snapshot } from '../catalogue/snapshot.ts'
import type { Identity } from '../domain/command.ts'
import type { ContactFields } from '../domain/contact-fields.ts'
import type { Uuid } from '../domain/ids.ts'
import type { DefinitionKind, TrackingApiName } from '../domain/kinds.ts'
import type { ContactProfile } from '../engine/reads/contact-profile.ts'
import type {
  ActivityFacts,
  Facts,
  OutcomeFacts,
  PageViewIntent,
  PluginLogger,
  ProcessorContext,
  RequestFacts,
} from './processor.ts'

/** An activity that a processor asked for. */
export interface Intent {
  readonly kind: DefinitionKind
  readonly idOrName: string
  readonly facts: OutcomeFacts
}

/** What processors need from outside. */
export interface ContextTools {
  readonly logger: PluginLogger
  readonly readContact: (id: Uuid, api: TrackingApiName) => Promise<ContactProfile | null>
}

const NO_FACTS: Facts = {}

/** Collects what the processors of one item state. It trusts them: plug-ins get a {@link PluginContext} around it. */
export class ItemContext implements ProcessorContext {
  readonly request: RequestFacts
  readonly position: number
  readonly catalogue: Snapshot
  readonly #tools: ContextTools
  readonly intents: Intent[] = []
  fields: ContactFields | null = null
  identity: Identity | null = null
  /** Something that was stated waits for a person's confirmation. */
  isProvisional = false

  constructor(request: RequestFacts, position: number, catalogue: Snapshot, tools: ContextTools) {
    this.request = request
    this.position = position
    this.catalogue = catalogue
    this.#tools = tools
  }

  get facts(): Facts {
    return this.request.hooks?.facts ?? NO_FACTS
  }
  get logger(): PluginLogger {
    return this.#tools.logger
  }

  addPageView({ pageId, url, title, referrer, data }: PageViewIntent): void {
    const withPageId = pageId == null ? data : { ...data, pageId }
    this.#add('activityType', 'pagevisit', {
      value: title ?? null,
      url: url ?? null,
      referrer: referrer ?? null,
      data: withPageId ?? null,
    })
  }
  addGoal(idOrName: string, facts: ActivityFacts = {}): void {
    this.#add('goal', idOrName, facts)
  }
  addEvent(idOrName: string, facts: ActivityFacts = {}): void {
    this.#add('event', idOrName, facts)
  }
  addCampaign(idOrName: string, facts: ActivityFacts = {}): void {
    this.#add('campaign', idOrName, facts)
  }
  addOutcome(idOrName: string, facts: OutcomeFacts = {}): void {
    this.#add('outcome', idOrName, facts)
  }
  addActivity(type: string, facts: ActivityFacts = {}): void {
    this.#add('activityType', type, facts)
  }
  setFields(fields: ContactFields): void {
    this.fields = { ...this.fields, ...fields }
  }
  identify(source: string, identifier: string): void {
    this.identity = { source, identifier }
  }
  async loadContact(): Promise<ContactProfile | null> {
    const { contactId, api } = this.request
    return contactId === null ? null : this.#tools.readContact(contactId, api)
  }

  /** Takes back what was stated since there were that many intents, and these fields and this identity. */
  takeBack(intents: number, fields: ContactFields | null, identity: Identity | null): void {
    this.intents.length = intents
    this.fields = fields
    this.identity = identity
  }

  #add(kind: DefinitionKind, idOrName: string, facts: OutcomeFacts): void {
    this.intents.push({ kind, idOrName, facts })
  }
}
