import type { JsonObject } from '../../domain/json.ts'

/** The names that this API knows in an object, each by its lower case. */
export type MemberNames = ReadonlyMap<string, string>

export function listMemberNames(...names: readonly string[]): MemberNames {
  return new Map(names.map((name) => [name.toLowerCase(), name]))
}

/**
 * The same object with known members under their own names, in whatever case they were sent (`Type`, `TYPE`); of two
 * that differ only in case the later one counts. Others keep the name that they have. Gives the object itself where
 * nothing is to be renamed, which is nearly always.
 */
export function normaliseMemberNames(object: JsonObject, names: MemberNames): JsonObject {
  const nameOf = (name: string) => names.get(name.toLowerCase()) ?? name
  for (const name of Object.keys(object)) {
    if (nameOf(name) !== name) {
      // fromEntries, not assignment: a member called `__proto__` must stay a member.
      return Object.fromEntries(Object.entries(object).map(([name, value]) => [nameOf(name), value]))
    }
  }
  return object
}
