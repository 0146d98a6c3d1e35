import type { JsonObject } from '../domain/json.ts'
import { freezeDeep } from './freeze-deep.ts'
import { type GuardOptions, guardPlugin } from './guard-plugin.ts'
import { PluginContext } from './plugin-context.ts'
import { failed, type Processor, type ProcessorResult } from './processor.ts'

/**
 * The processor of a plug-in as one that can stand in a chain: it cannot harm other items and requests, whatever it
 * does (docs/spec/waymark.md §5). It gets the item frozen.
 */
export function guardProcessor(processor: Processor, options: GuardOptions): Processor {
  const { name, read, explain } = processor
  const logger = options.logger.child({ processor: name })
  const call = guardPlugin<JsonObject, PluginContext>(processor, processor.process, options)

  return {
    ...processor,
    read(item) {
      freezeDeep(item)
      try {
        return read === null ? item : read(item)
      } catch {
        // A schema may hold functions too: what they cannot judge does not fit.
        return null
      }
    },
    explain(item) {
      try {
        return explain?.(item) ?? null
      } catch {
        return null
      }
    },
    process(item, context) {
      const own = new PluginContext(context, logger)
      const result = call(item, own, context.request)
      return 'type' in result ? checkFlaw(result, own) : result.then((later) => checkFlaw(later, own))
    },
  }

  function checkFlaw(result: ProcessorResult, { flaw }: PluginContext): ProcessorResult {
    if (flaw === null || result.type === 'failed' || result.type === 'dropped') return result
    return failed(flaw.code, `The processor '${name}' ${flaw.message}`)
  }
}
