import {
  checkActivityFacts,
  checkContactFields,
  checkIdentity,
  checkIdOrName,
  checkOutcomeFacts,
  checkPageView,
  Flaw,
} from './check-statements.ts'
import { PluginView } from './plugin-view.ts'
import type {
  ActivityFacts,
  OutcomeFacts,
  PageViewIntent,
  PluginLogger,
  ProcessorContext,
} from './processor.ts'

/** What one call of a processor may state; many times what an item of a real app needs. */
const MAX_STATEMENTS = 100

/**
 * The context of one call of a plug-in's processor: it checks what the plug-in states and passes it on to the context of
 * the item. Once it is closed it takes nothing any more.
 */
export class PluginContext extends PluginView implements ProcessorContext {
  readonly position: number
  readonly #item: ProcessorContext
  #statements = 0
  #flaw: Flaw | null = null

  constructor(item: ProcessorContext, logger: PluginLogger) {
    super(item, logger)
    this.#item = item
    this.position = item.position
  }

  addPageView(page: PageViewIntent): void {
    this.#state(() => this.#item.addPageView(checkPageView(page)))
  }
  addGoal(idOrName: string, more?: ActivityFacts): void {
    this.#state(() => this.#item.addGoal(checkIdOrName(idOrName), checkActivityFacts(more)))
  }
  addEvent(idOrName: string, more?: ActivityFacts): void {
    this.#state(() => this.#item.addEvent(checkIdOrName(idOrName), checkActivityFacts(more)))
  }
  addCampaign(idOrName: string, more?: ActivityFacts): void {
    this.#state(() => this.#item.addCampaign(checkIdOrName(idOrName), checkActivityFacts(more)))
  }
  addOutcome(idOrName: string, more?: OutcomeFacts): void {
    this.#state(() => this.#item.addOutcome(checkIdOrName(idOrName), checkOutcomeFacts(more)))
  }
  addActivity(type: string, more?: ActivityFacts): void {
    this.#state(() => this.#item.addActivity(checkIdOrName(type), checkActivityFacts(more)))
  }
  setFields(fields: Parameters<ProcessorContext['setFields']>[0]): void {
    const { receivedAt } = this.#item.request
    this.#state(() => this.#item.setFields(checkContactFields(fields, receivedAt)))
  }
  identify(source: string, identifier: string): void {
    this.#state(() => {
      const identity = checkIdentity(source, identifier)
      this.#item.identify(identity.source, identity.identifier)
    })
  }
  /** The first thing that was stated and cannot be stored; null where all of it can. */
  get flaw(): Flaw | null {
    return this.#flaw
  }

  #state(statement: () => void): void {
    if (!this.isOpen) return
    try {
      if (++this.#statements > MAX_STATEMENTS)
        throw new Flaw(`stated more than ${MAX_STATEMENTS} things about one item.`)
      statement()
    } catch (error) {
      this.#flaw ??= error instanceof Flaw ? error : new Flaw('gave something that cannot be read.')
    }
  }
}
