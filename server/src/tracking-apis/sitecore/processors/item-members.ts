import { MAX_NAME_LENGTH } from '../../../catalogue/names.ts'
import type { JsonObject, JsonValue } from '../../../domain/json.ts'
import { failed, type ProcessorResult } from '../../../pipeline/processor.ts'
import type { RecognisedItem } from './recognise-item.ts'

/** Of what one event keeps in `data`, as JSON in UTF-8. */
const MAX_DATA_BYTES = 65_536

/** A part of an item, or the reason why the item is refused. */
export type Reading<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly result: ProcessorResult }

export function refuse(code: string, message: string): { ok: false; result: ProcessorResult } {
  return { ok: false, result: failed(code, message) }
}

/** The GUID or name that the discriminator holds; `wireName` is its name in the vendor's contract. */
export function readId(
  { id }: RecognisedItem,
  wireName: string,
  maxLength = MAX_NAME_LENGTH,
): Reading<string> {
  const code = `invalid_${wireName.replace('Id', '_id').toLowerCase()}`
  if (typeof id !== 'string')
    return refuse(code, `${wireName} must be text: a GUID or a name, in quotation marks.`)
  const text = id.trim()
  if (text.length > maxLength) return refuse(code, `${wireName} is longer than ${maxLength} characters.`)
  return { ok: true, value: text }
}

/** A member by its name in any case, as the vendor's deserialiser finds it. */
export function findMember(
  item: JsonObject,
  lowerCaseName: string,
): { name: string; value: JsonValue } | null {
  for (const name of Object.keys(item)) {
    if (name.length !== lowerCaseName.length || name.toLowerCase() !== lowerCaseName) continue
    return { name, value: item[name] ?? null }
  }
  return null
}

/**
 * The members that the item's type does not use, as they were sent: any event may carry more than its contract says
 * (docs/spec/sitecore.md §1.3, "Extra fields"). Null when there are none.
 */
export function readExtraFields(
  item: JsonObject,
  used: readonly (string | undefined)[],
): Reading<JsonObject | null> {
  const rest = Object.entries(item).filter(([name]) => !used.includes(name))
  if (rest.length === 0) return { ok: true, value: null }
  // Unlike assignment, fromEntries makes a member called `__proto__` an ordinary one.
  const data = Object.fromEntries(rest)
  if (Buffer.byteLength(JSON.stringify(data)) > MAX_DATA_BYTES) {
    return refuse('event_too_large', 'The extra fields of this event take more than 64 KiB as JSON.')
  }
  return { ok: true, value: data }
}
