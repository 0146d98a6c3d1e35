import fc from 'fast-check'
import { expect, test } from 'vitest'
import { propertyParameter } from '../../../../../server/src/features/activities/filter-parameters.ts'
import { writeProperty } from './write-property.ts'

test('A member and its value, written as a filter, are what the server reads', () => {
  fc.assert(
    fc.property(fc.string({ minLength: 1, maxLength: 40 }), fc.string({ maxLength: 40 }), (name, value) => {
      const property = writeProperty(name, value)
      if (property !== null) expect(propertyParameter.read(property)).toEqual({ name, value })
    }),
  )
})

test('Numbers and booleans are written as JSON does; there is no filter for what has members itself', () => {
  expect(writeProperty('years', 5)).toBe('years:5')
  expect(writeProperty('og:title', true)).toBe('og\\:title:true')
  expect(writeProperty('list', [1])).toBeNull()
  expect(writeProperty('nothing', null)).toBeNull()
})
