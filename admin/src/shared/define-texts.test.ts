import { expect, test } from 'vitest'
import { defineTexts } from './define-texts.ts'

const useTexts = defineTexts({
  plain: 'Contacts',
  named: 'Account of {{name}}',
  visits_one: '{{count}} visit',
  visits_other: '{{count}} visits',
})

test('A text takes its values', () => {
  expect(useTexts()('plain')).toBe('Contacts')
  expect(useTexts()('named', { name: '<b>Ada</b>' })).toBe('Account of <b>Ada</b>')
})

test('A count picks the form of the plural, and is grouped', () => {
  expect([0, 1, 2, 1234].map((count) => useTexts()('visits', { count }))).toEqual([
    '0 visits',
    '1 visit',
    '2 visits',
    '1,234 visits',
  ])
})

test('What is put in is not read again as a place', () => {
  expect(useTexts()('named', { name: '{{name}}' })).toBe('Account of {{name}}')
})
