import fc from 'fast-check'
import { expect, test } from 'vitest'
import { listMemberNames, normaliseMemberNames } from './member-names.ts'

const names = listMemberNames('type', 'contactFields')

test('known members are found in any case, others keep their name', () => {
  fc.assert(
    fc.property(fc.mixedCase(fc.constant('contactfields')), fc.string(), (sent, other) => {
      fc.pre(!names.has(other.toLowerCase()))
      const object = JSON.parse(`{${JSON.stringify(sent)}:1,${JSON.stringify(other)}:2}`)
      const entries = Object.entries(normaliseMemberNames(object, names))
      expect(entries).toContainEqual(['contactFields', 1])
      expect(entries).toContainEqual([other, 2])
    }),
  )
})

test('of two members that differ only in case the later one counts', () => {
  expect(normaliseMemberNames({ type: 'a', Type: 'b' }, names)).toEqual({ type: 'b' })
  expect(normaliseMemberNames({ TYPE: 'a', type: 'b' }, names)).toEqual({ type: 'b' })
})

test('an object that needs no renaming is given as it is', () => {
  const object = { type: 'a', other: 1 }
  expect(normaliseMemberNames(object, names)).toBe(object)
})

test('a member called __proto__ stays a member', () => {
  const object = JSON.parse('{"Type":"a","__proto__":{"type":"b"}}')
  expect(Object.keys(normaliseMemberNames(object, names))).toEqual(['type', '__proto__'])
})
