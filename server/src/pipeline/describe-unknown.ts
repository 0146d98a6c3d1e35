import type { JsonObject } from '../domain/json.ts'
import { closeDirections, quoteSent } from '../domain/quote-sent.ts'
import { findNearestName } from '../platform/nearest-name.ts'
import { type Failed, failed, type Processor } from './processor.ts'

/** The name of a member may be the client's. */
const MAX_MISFIT_LENGTH = 200
const MAX_NAME_LENGTH = 40
const MAX_NAMES = 8
const MAX_KNOWN = 50

/** Why no processor took an item and none refused it, for whoever sends it or wrote the processor that should have. */
export function describeUnknown(item: JsonObject, chain: readonly Processor[], isStated: boolean): Failed {
  const reason =
    explainMisfit(item, chain) ??
    (isStated ? 'what was stated of it counts only if one answers tracked().' : explainMembers(item, chain))
  return failed('unknown_item', `No processor takes this item: ${reason}`)
}

/** Of the first processor that is probably meant. */
function explainMisfit(item: JsonObject, chain: readonly Processor[]): string | null {
  for (const { name, explain } of chain) {
    const misfit = explain?.(item) ?? null
    if (misfit !== null)
      return `'${name}' would, but ${closeDirections(misfit.slice(0, MAX_MISFIT_LENGTH).toWellFormed())}.`
  }
  return null
}

/** Which members the item has, and which of them is probably one that some processor knows, misspelt. */
function explainMembers(item: JsonObject, chain: readonly Processor[]): string {
  const known = [...new Set(chain.flatMap(({ members }) => members))].slice(0, MAX_KNOWN)
  const sent = Object.keys(item)
  if (sent.length === 0) return 'it has no fields.'
  const byFolded = new Map(known.map((name) => [name.toLowerCase(), name]))
  for (const name of sent.slice(0, MAX_NAMES)) {
    if (name.length > MAX_NAME_LENGTH) continue
    const meant = byFolded.get(findNearestName(name.toLowerCase(), [...byFolded.keys()]) ?? '')
    if (meant === undefined) continue
    if (meant.toLowerCase() === name.toLowerCase()) return `'${meant}' is empty, or its type is wrong.`
    return `none knows ${quoteSent(name)}. Did you mean '${meant}'?`
  }
  const shown = sent.slice(0, MAX_NAMES).map((name) => quoteSent(name.toWellFormed(), MAX_NAME_LENGTH))
  const fields = `none knows its fields ${shown.join(', ')}${sent.length > MAX_NAMES ? ' …' : ''}`
  return known.length === 0 ? `${fields}.` : `${fields}. They know ${known.slice(0, MAX_NAMES).join(', ')}.`
}
