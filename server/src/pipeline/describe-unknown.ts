import type { JsonObject } from '../domain/json.ts'
import { type Failed, failed, type Processor } from './processor.ts'

/** The name of a member may be the client's. */
const MAX_MISFIT_LENGTH = 200

/** Why no processor took an item and none refused it, for whoever sends it or wrote the processor that should have. */
export function describeUnknown(item: JsonObject, chain: readonly Processor[], isStated: boolean): Failed {
  const reason =
    explainMisfit(item, chain) ??
    (isStated
      ? 'what was stated of it counts only if one answers tracked().'
      : 'none knows its fields, or their types are wrong.')
  return failed('unknown_item', `No processor takes this item: ${reason}`)
}

/** Of the first processor that is probably meant. */
function explainMisfit(item: JsonObject, chain: readonly Processor[]): string | null {
  for (const { name, explain } of chain) {
    const misfit = explain?.(item) ?? null
    if (misfit !== null) return `'${name}' would, but ${misfit.slice(0, MAX_MISFIT_LENGTH).toWellFormed()}.`
  }
  return null
}
