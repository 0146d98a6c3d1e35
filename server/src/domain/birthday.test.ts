import fc from 'fast-check'
import { expect, test } from 'vitest'
import { parseBirthday } from './birthday.ts'

const now = Date.parse('2026-03-02T12:00:00Z')

test.each([
  ['1990-12-31', '1990-12-31'],
  ['1990-12-31T00:00:00', '1990-12-31'],
  ['1990-12-31T23:59:59.1234567Z', '1990-12-31'],
  ['1990-12-31T23:59:59-12:00', '1990-12-31'],
  ['1990-12-31 23:59', '1990-12-31'],
  ['2/29/2024', '2024-02-29'],
  ['12/31/1990', '1990-12-31'],
  ['0001-01-01', '0001-01-01'],
])('the birthday %j is stored as %s', (text, date) => {
  expect(parseBirthday(text, now)).toBe(date)
})

test.each([
  'yesterday',
  '',
  '31.12.1990',
  '31/12/1990',
  '2023-02-29',
  '2/30/2024',
  '1990-13-01',
  '1990-00-10',
  '0000-01-01',
  '1990-12-31T24:00:00',
  '1990-12-31T10:00:00+99:00',
  ' 1990-12-31',
  '90-12-31',
  '2027-01-01',
  '+012026-01-01',
])('%j is no birthday', (text) => {
  expect(parseBirthday(text, now)).toBeNull()
})

test('who is born today is born somewhere on earth already, who is born the day after tomorrow is not', () => {
  expect(parseBirthday('2026-03-03', now)).toBe('2026-03-03')
  expect(parseBirthday('2026-03-04', now)).toBeNull()
})

test('every day of the past is taken in every notation, and gives itself', () => {
  fc.assert(
    fc.property(fc.date({ min: new Date('0001-01-01'), max: new Date(now), noInvalidDate: true }), (day) => {
      const iso = day.toISOString()
      const date = iso.slice(0, 10)
      const american = `${day.getUTCMonth() + 1}/${day.getUTCDate()}/${date.slice(0, 4)}`
      for (const text of [date, iso, american]) expect(parseBirthday(text, now)).toBe(date)
    }),
  )
})
