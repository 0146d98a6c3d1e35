import type { TSchema } from 'typebox'
import { isJsonObject, type JsonObject, type JsonValue } from '../domain/json.ts'

type Namer = (value: JsonValue) => JsonValue

/** The keywords that this module reads. */
interface NamingSchema {
  readonly type?: unknown
  readonly properties?: Readonly<Record<string, TSchema>>
  readonly items?: TSchema
}

/**
 * A function that gives members of objects, nested ones too, the names that a schema has for them, in whatever case
 * they were sent: `shopname` becomes `ShopName`, as the vendor's deserialiser finds it (docs/spec/sitecore.md §1.3).
 * Others keep their name. It gives the value itself where nothing is to be renamed, which is nearly always.
 */
export function createMemberNamer(schema: TSchema): Namer {
  return namerOf(schema) ?? ((value) => value)
}

function namerOf(schema: NamingSchema): Namer | null {
  if (schema.properties !== undefined) return createObjectNamer(schema.properties)
  const namer = schema.items === undefined ? null : namerOf(schema.items)
  return namer === null ? null : (value) => (Array.isArray(value) ? nameElements(value, namer) : value)
}

function nameElements(elements: JsonValue[], namer: Namer): JsonValue[] {
  const named = elements.map(namer)
  return named.some((element, index) => element !== elements[index]) ? named : elements
}

function createObjectNamer(properties: Readonly<Record<string, TSchema>>): Namer {
  const members = new Map(
    Object.entries(properties).map(([name, schema]) => [
      name.toLowerCase(),
      { name, namer: namerOf(schema) },
    ]),
  )

  function isAsItShouldBe(object: JsonObject): boolean {
    for (const name of Object.keys(object)) {
      const member = members.get(name.toLowerCase())
      if (member === undefined) continue
      const value = object[name] ?? null
      if (member.name !== name || (member.namer !== null && member.namer(value) !== value)) return false
    }
    return true
  }

  return (value) => {
    if (!isJsonObject(value) || isAsItShouldBe(value)) return value
    // fromEntries, not assignment: a member called `__proto__` must stay a member.
    return Object.fromEntries(
      Object.entries(value).map(([name, sent]) => {
        const member = members.get(name.toLowerCase())
        return [member?.name ?? name, member?.namer?.(sent) ?? sent]
      }),
    )
  }
}
