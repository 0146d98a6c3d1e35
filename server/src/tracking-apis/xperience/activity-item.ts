import { isJsonObject, type JsonObject, type JsonValue } from '../../domain/json.ts'
import { MAX_DATA_BYTES, MAX_URL_LENGTH, MAX_VALUE_LENGTH } from '../../pipeline/activity-limits.ts'
import type { ActivityFacts } from '../../pipeline/processor.ts'
import { listMemberNames, normaliseMemberNames } from './member-names.ts'

/**
 * One element of `activities` with its members under their documented names, in the form that this API's processors
 * take: `type` is a text that says something, `value`, `url` and `referrer` are texts within their limits, or absent.
 */
export interface ActivityItem extends JsonObject {
  type: string
}

export type ActivityItemReading =
  | { readonly ok: true; readonly item: ActivityItem }
  | { readonly ok: false; readonly code: string; readonly message: string }

const memberNames = listMemberNames('type', 'value', 'url', 'referrer', 'contactFields')
const knownMembers: ReadonlySet<string> = new Set(memberNames.values())

const maxLengths = {
  type: 250,
  value: MAX_VALUE_LENGTH,
  url: MAX_URL_LENGTH,
  referrer: MAX_URL_LENGTH,
} as const

/**
 * Checks of an element what holds for every type (docs/spec/xperience.md §1.6); what a type asks for is its
 * processor's.
 */
export function readActivityItem(element: JsonValue): ActivityItemReading {
  if (!isJsonObject(element)) return refuse('invalid_activity', 'An activity must be an object.')
  const item = normaliseMemberNames(element, memberNames)
  for (const name of ['type', 'value', 'url', 'referrer'] as const) {
    const text = item[name]
    // Clients that write members without a value as null mean nothing by it.
    if (text === undefined || text === null) continue
    if (typeof text !== 'string') return refuse(`invalid_${name}`, `The ${name} must be a text.`)
    if (text.length > maxLengths[name]) {
      return refuse(`${name}_too_long`, `The ${name} is longer than ${maxLengths[name]} characters.`)
    }
  }
  if (textOf(item, 'type') === null) return refuse('missing_type', 'The type of the activity is missing.')
  const more = otherMembersOf(item)
  if (more !== null && Buffer.byteLength(JSON.stringify(more)) > MAX_DATA_BYTES) {
    return refuse(
      'data_too_large',
      `The other members of the activity are larger than ${MAX_DATA_BYTES} bytes.`,
    )
  }
  return { ok: true, item: item as ActivityItem }
}

function refuse(code: string, message: string): ActivityItemReading {
  return { ok: false, code, message }
}

/** Whether an item is of a built-in type; code names are compared in any case. */
export function isOfType(item: JsonObject, type: string): boolean {
  return typeof item.type === 'string' && item.type.toLowerCase() === type
}

/** A text that says something, or null: what is blank counts as missing. */
export function textOf(item: JsonObject, name: 'type' | 'value' | 'url' | 'referrer'): string | null {
  const text = item[name]
  return typeof text === 'string' && text.trim() !== '' ? text : null
}

/** What every type of activity may tell; members that this API does not know are kept as `data`. */
export function factsOf(item: JsonObject): Required<ActivityFacts> {
  return {
    value: textOf(item, 'value'),
    url: textOf(item, 'url'),
    referrer: textOf(item, 'referrer'),
    data: otherMembersOf(item),
  }
}

function otherMembersOf(item: JsonObject): JsonObject | null {
  if (Object.keys(item).every((name) => knownMembers.has(name))) return null
  const { type, value, url, referrer, contactFields, ...others } = item
  return others
}
