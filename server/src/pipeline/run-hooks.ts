import { foldCase } from '../catalogue/names.ts'
import type { Catalogue, Channel } from '../catalogue/snapshot.ts'
import type { JsonValue } from '../domain/json.ts'
import type { TrackingApiName } from '../domain/kinds.ts'
import type { Hook, HookContext } from './define-hook.ts'
import { freezeDeep } from './freeze-deep.ts'
import { type GuardOptions, guardPlugin } from './guard-plugin.ts'
import type { ContextTools } from './item-context.ts'
import type { Pipeline } from './pipeline.ts'
import { PluginView, type Viewed } from './plugin-view.ts'
import { type Dropped, type Facts, type Failed, failed, type RequestFacts } from './processor.ts'

/** Whether a hook is for what comes to a tracking API on a channel. */
export function isHookFor({ api, channels }: Hook, wantedApi: TrackingApiName, channel: Channel): boolean {
  if (api !== null && api !== wantedApi) return false
  return channels === null || channels.some((name) => foldCase(name) === foldCase(channel.codeName))
}

export interface HookOptions extends GuardOptions, Pick<ContextTools, 'readContact'> {
  readonly hooks: readonly Hook[]
  readonly catalogue: Pick<Catalogue, 'snapshot'>
}

/**
 * What asks the hooks before the items of a request, in their order, until one refuses or drops them; null where no hook
 * asks for it. A hook that fails refuses them too: it may be there to keep something out.
 */
export function createHookRunner(options: HookOptions): Pipeline['begin'] | null {
  const { catalogue, readContact } = options
  const guarded = options.hooks.flatMap((hook) => {
    const { beforeItems } = hook
    if (beforeItems === null) return []
    const logger = options.logger.child({ hook: hook.name })
    return {
      hook,
      logger,
      ask: guardPlugin<readonly JsonValue[], BeforeItemsView>(hook, beforeItems, options),
    }
  })
  if (guarded.length === 0) return null

  return async (request, items) => {
    freezeDeep(items)
    const shared = new Map<string, JsonValue>()
    const viewed: Viewed = {
      request,
      catalogue: catalogue.snapshot,
      get facts() {
        return copyFacts(shared)
      },
      loadContact: async () =>
        request.contactId === null ? null : readContact(request.contactId, request.api),
    }
    let result: Failed | Dropped | null = null
    for (const { hook, logger, ask } of guarded) {
      if (!isHookFor(hook, request.api, request.channel)) continue
      const answer = await ask(items, new BeforeItemsView(viewed, logger, shared), request)
      if (answer.type === 'next') continue
      result =
        answer.type === 'tracked'
          ? failed('processor_failed', `The hook '${hook.name}' gave no answer.`)
          : answer
      break
    }
    return { ...request, hooks: { result, facts: copyFacts(shared) } } satisfies RequestFacts
  }
}

class BeforeItemsView extends PluginView implements HookContext {
  readonly #shared: Map<string, JsonValue>

  constructor(viewed: Viewed, logger: HookContext['logger'], shared: Map<string, JsonValue>) {
    super(viewed, logger)
    this.#shared = shared
  }

  setFact(name: string, value: JsonValue): void {
    if (this.isOpen) this.#shared.set(String(name), freezeDeep(structuredClone(value)))
  }
}

function copyFacts(shared: ReadonlyMap<string, JsonValue>): Facts {
  return Object.freeze(Object.fromEntries(shared))
}
