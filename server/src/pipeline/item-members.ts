import { MAX_NAME_LENGTH } from '../catalogue/names.ts'
import type { JsonObject, JsonValue } from '../domain/json.ts'
import { MAX_DATA_BYTES } from './activity-limits.ts'
import { type Failed, failed } from './processor.ts'

/** A part of an item, or the reason why the item is refused. */
export type Reading<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly result: Failed }

export function refuse(code: string, message: string): { ok: false; result: Failed } {
  return { ok: false, result: failed(code, message) }
}

/** A member by its name in any case, as the vendor's deserialiser finds it (docs/spec/sitecore.md §1.3). */
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

/** Absent, null, or text without a visible character: the vendor's "not null or whitespace" turned round. */
export function isBlank(value: JsonValue | undefined): boolean {
  return value === undefined || value === null || (typeof value === 'string' && value.trim() === '')
}

/** The GUID or name that a member holds; `wireName` is the name of the member in the contract. */
export function readId(id: JsonValue, wireName: string, maxLength = MAX_NAME_LENGTH): Reading<string> {
  if (typeof id !== 'string') {
    return refuse(codeOf(wireName), `${wireName} must be text: a GUID or a name, in quotation marks.`)
  }
  const text = id.trim()
  if (text.length > maxLength)
    return refuse(codeOf(wireName), `${wireName} is longer than ${maxLength} characters.`)
  return { ok: true, value: text }
}

/** `goalId` gives `invalid_goal_id`. */
function codeOf(wireName: string): string {
  return `invalid_${wireName.replaceAll(/(?<=[a-z0-9])(?=[A-Z])/g, '_').toLowerCase()}`
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
