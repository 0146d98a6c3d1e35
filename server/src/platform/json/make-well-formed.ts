import { isJsonObject, type JsonValue } from '../../domain/json.ts'

/**
 * The same value with each lone surrogate, in strings and in names of members, replaced by U+FFFD: PostgreSQL stores
 * UTF-8, which has none. Of two names that become equal the later one stays.
 */
export function makeWellFormed(value: JsonValue): JsonValue {
  if (typeof value === 'string') return value.toWellFormed()
  if (Array.isArray(value)) return value.map(makeWellFormed)
  if (!isJsonObject(value)) return value
  // fromEntries, not assignment: a member called `__proto__` must stay a member.
  return Object.fromEntries(
    Object.entries(value).map(([name, member]) => [name.toWellFormed(), makeWellFormed(member)]),
  )
}
