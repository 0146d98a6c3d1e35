import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { activityKinds } from '../../domain/kinds.ts'
import { kindsParameter, propertyParameter, utmParameter } from './filter-parameters.ts'

describe('A property in a filter', () => {
  test.each([
    ['plan:gold', 'plan', 'gold'],
    ['plan', 'plan', null],
    ['plan:', 'plan', ''],
    ['at:10:30', 'at', '10:30'],
    [String.raw`og\:title:a`, 'og:title', 'a'],
    [String.raw`back\\slash`, 'back\\slash', null],
  ])('%s is the member %s with the value %s', (text, name, value) => {
    expect(propertyParameter.read(text)).toEqual({ name, value })
  })
})

test('Parameters of the filter are read or refused, whatever they are', () => {
  const kinds = kindsParameter(activityKinds)
  fc.assert(
    fc.property(fc.oneof(fc.string(), fc.string({ unit: 'binary' })), (text) => {
      for (const parameter of [kinds, propertyParameter, utmParameter]) {
        const value = parameter.read(text)
        expect(value === undefined || value === null || typeof value === 'object').toBe(true)
      }
    }),
  )
})
