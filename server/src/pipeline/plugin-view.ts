import type { DefinitionKind } from '../domain/kinds.ts'
import type { ContactProfile } from '../engine/reads/contact-profile.ts'
import { freezeDeep } from './freeze-deep.ts'
import type { GuardedView } from './guard-plugin.ts'
import type {
  DefinitionFacts,
  DefinitionLookup,
  Facts,
  PluginLogger,
  ProcessorContext,
  ProcessorRequest,
} from './processor.ts'

/** What a call of a plug-in looks at. */
export type Viewed = Pick<ProcessorContext, 'request' | 'catalogue' | 'facts' | 'loadContact'>

/**
 * What one call of a plug-in sees of the server: copies, so that nothing which requests share can be changed. Once it is
 * closed it reads nothing any more, whatever the plug-in still has running.
 */
export class PluginView implements DefinitionLookup, GuardedView {
  readonly logger: PluginLogger
  readonly #viewed: Viewed
  #isOpen = true
  #reads = 0
  #readFailure: unknown = null

  constructor(viewed: Viewed, logger: PluginLogger) {
    this.#viewed = viewed
    this.logger = logger
  }

  get request(): ProcessorRequest {
    const { id, api, channel, receivedAt, client } = this.#viewed.request
    const { guid, name, codeName, language } = channel
    return freezeDeep({
      id,
      api,
      channel: { guid, name, codeName, language },
      receivedAt,
      client: { ...client },
    })
  }
  get facts(): Facts {
    return this.#viewed.facts
  }
  get catalogue(): DefinitionLookup {
    return this
  }
  definition(wantedKind: DefinitionKind, idOrName: string): DefinitionFacts | undefined {
    const found = this.#viewed.catalogue.definition(wantedKind, idOrName)
    if (found === undefined) return undefined
    const { guid, kind, name, displayName, points, enabled, builtIn, provisional } = found
    return { guid, kind, name, displayName, points, enabled, builtIn, provisional }
  }

  async loadContact(): Promise<ContactProfile | null> {
    if (!this.#isOpen) return null
    this.#reads++
    try {
      return await this.#viewed.loadContact()
    } catch (error) {
      this.#readFailure = error
      throw error
    } finally {
      this.#reads--
    }
  }

  get isOpen(): boolean {
    return this.#isOpen
  }
  close(): void {
    this.#isOpen = false
  }
  get isReading(): boolean {
    return this.#reads > 0
  }
  /** Why the contact could not be read; null where nothing failed. */
  get readFailure(): unknown {
    return this.#readFailure
  }
}
