import { expect, test } from 'vitest'
import { inLocale } from '../../test/support/in-locale.ts'
import { defineTexts } from './define-texts.ts'
import { formatNumber } from './format.ts'

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
    `${formatNumber(1234)} visits`,
  ])
})

test('What is put in is not read again as a place', () => {
  expect(useTexts()('named', { name: '{{name}}' })).toBe('Account of {{name}}')
})

test('A value from right to left turns nothing of the text around it', () => {
  const text = useTexts()
  expect(text('named', { name: '\u202eevil' })).toBe('Account of \u2068\u202eevil\u202c\u2069')
  expect(text('named', { name: '\u2069\u202eevil' })).toBe('Account of \u2068\u2069\u202eevil\u202c')
  expect(text('named', { name: 'دبي' })).toBe('Account of \u2068دبي\u2069')
})

test('A number in a text is written like those beside it', async () => {
  const module = new URL('./define-texts.ts', import.meta.url)
  const written = "m.defineTexts({ points: '{{points}} points' })()('points', { points: 3655 })"
  expect(await inLocale('de_DE', module, written)).toBe('3.655 points')
  expect(await inLocale('en_US', module, written)).toBe('3,655 points')
})
