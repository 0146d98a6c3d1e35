import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { fieldParameter } from './field-condition.ts'

describe('A condition on a field', () => {
  test.each([
    ['jobTitle:contains:chief', { field: 'jobTitle', operator: 'contains', value: 'chief' }],
    ['companyName:is:Acme: East', { field: 'companyName', operator: 'is', value: 'Acme: East' }],
    [' email : unset ', { field: 'email', operator: 'unset', value: '' }],
    ['notes:set', { field: 'notes', operator: 'set', value: '' }],
    ['notes:contains:a\nb', { field: 'notes', operator: 'contains', value: 'a\nb' }],
  ])('is read from %j', (text, condition) => {
    expect(fieldParameter.read(text)).toEqual(condition)
  })

  test.each([
    'jobTitle',
    'jobTitle:',
    'jobTitle:contains',
    'jobTitle:contains: ',
    'shoeSize:is:9',
    'email:unset:x',
    'email:like:x',
    '::',
    'constructor:is:x',
    `email:is:${'x'.repeat(300)}`,
    'email:is:a\0b',
  ])('is refused: %j', (text) => {
    expect(fieldParameter.read(text)).toBeUndefined()
  })

  test('is read or refused, whatever it is', () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        const condition = fieldParameter.read(text)
        if (condition != null) expect(condition.value.length).toBeLessThanOrEqual(300)
      }),
    )
  })
})
