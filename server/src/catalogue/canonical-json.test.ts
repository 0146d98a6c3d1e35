import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { JsonValue } from '../domain/json.ts'
import { toCanonicalJson } from './canonical-json.ts'

test('canonical JSON says the same as JSON, whatever the order of the members', () => {
  const value = fc.jsonValue({ maxDepth: 4 })
  const reverse = (part: JsonValue): JsonValue => {
    if (Array.isArray(part)) return part.map(reverse)
    if (typeof part !== 'object' || part === null) return part
    return Object.fromEntries(
      Object.entries(part)
        .reverse()
        .map(([name, member]) => [name, reverse(member)]),
    )
  }
  fc.assert(
    fc.property(value, (plain) => {
      const json = JSON.parse(JSON.stringify(plain)) as JsonValue
      const text = toCanonicalJson(json)
      expect(JSON.parse(text)).toEqual(json)
      expect(toCanonicalJson(reverse(json))).toBe(text)
      expect(toCanonicalJson(JSON.parse(text))).toBe(text)
    }),
  )
})
