import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { foldCase } from '../catalogue/names.ts'
import { isJsonObject, type JsonObject } from '../domain/json.ts'
import { definitionKinds } from '../domain/kinds.ts'
import { parseJson } from '../platform/json/read-json.ts'
import { kindOfUnknown, type Renaming, renameMember, repeatName, unknownWords } from './unknown-names.ts'

const renaming: Renaming = { kind: 'goal', from: 'Regsiter', to: 'Register' }
const name = fc.string({ minLength: 1, maxLength: 150, unit: 'binary' }).filter((text) => text.trim() !== '')
/** As it is read from a body: members may be called `__proto__`. */
const item = fc.json({ maxDepth: 3 }).map((text): JsonObject => {
  const parsed = parseJson(Buffer.from(text))
  return parsed.ok && isJsonObject(parsed.value) ? parsed.value : {}
})

function put(sent: JsonObject, member: string, value: unknown): JsonObject {
  return Object.fromEntries([...Object.entries(sent), [member, value]]) as JsonObject
}

describe('An item that named what nobody knew', () => {
  test('names the other thing, and says nothing else otherwise', () => {
    fc.assert(
      fc.property(item, name, name, (others, from, to) => {
        fc.pre(foldCase(from.trim()) !== foldCase(to))
        const sent = put(others, 'goalId', from)
        const renamed = renameMember(sent, 'goalId', { ...renaming, from: repeatName(from.trim()), to })
        expect(Object.entries(renamed ?? {})).toEqual(Object.entries(put(sent, 'goalId', to)))
        expect(sent.goalId).toBe(from)
      }),
    )
  })

  test('is the same when it is done twice', () => {
    fc.assert(
      fc.property(item, name, name, (others, from, to) => {
        fc.pre(foldCase(to) === foldCase(to.trim()))
        const wanted = { ...renaming, from: repeatName(from.trim()), to }
        const once = renameMember(put(others, 'goalId', from), 'goalId', wanted)
        expect(once === null ? null : renameMember(once, 'goalId', wanted)).toBe(once)
      }),
    )
  })

  test.each([
    ['another name', 'Regster'],
    ['the name as a part', 'Regsiter now'],
    ['the name in another case, which is a cause of its own', 'regsiter'],
    ['no text', 5],
    ['nothing', null],
  ])('stays as it is where it says %s', (_what, goalId) => {
    expect(renameMember({ goalId }, 'goalId', renaming)).toBeNull()
  })

  test('is found with blanks around, and where the refusal repeated only the beginning of the name', () => {
    expect(renameMember({ goalId: ' Regsiter ' }, 'goalId', renaming)).toEqual({ goalId: 'Register' })
    const long = 'x'.repeat(150)
    expect(renameMember({ goalId: long }, 'goalId', { ...renaming, from: repeatName(long) })).toEqual({
      goalId: 'Register',
    })
  })
})

test('every kind of definition is refused under a code of its own', () => {
  for (const kind of definitionKinds) expect(kindOfUnknown(unknownWords[kind].code)).toBe(kind)
  expect(kindOfUnknown('malformed_json')).toBeUndefined()
})
