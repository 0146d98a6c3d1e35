import fc from 'fast-check'
import { expect, test } from 'vitest'
import { activityKinds } from '../../../shared/kinds.ts'
import { kindsField } from '../kinds-field.ts'
import { readKindChoice, toggleKind, writeKindChoice } from './choose-kinds.ts'

test('A choice of kinds survives the address, and the address takes every choice', () => {
  const choices = fc.record({ kinds: fc.subarray([...activityKinds]), isExcluded: fc.boolean() })
  fc.assert(
    fc.property(choices, (choice) => {
      const text = writeKindChoice(choice)
      if (text === undefined) expect(choice.kinds).toEqual([])
      else {
        expect(kindsField().read(text)).toBe(text)
        expect(readKindChoice(text)).toEqual(choice)
      }
    }),
  )
})

test('A kind that is chosen twice is not chosen', () => {
  const none = { kinds: [], isExcluded: true }
  expect(toggleKind(toggleKind(none, 'goal'), 'goal')).toEqual(none)
})

test.each(['goal,-event', 'goals', '-', 'goal,<b>'])('%s is no choice of kinds', (text) => {
  expect(kindsField().read(text)).toBeUndefined()
})
