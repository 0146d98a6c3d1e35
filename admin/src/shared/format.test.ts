import fc from 'fast-check'
import { expect, test } from 'vitest'
import { formatDay, formatDuration, formatMoney, formatRelative } from './format.ts'

const now = Date.UTC(2026, 10, 22, 12)

test.each([
  [-8_000, 'now'],
  [-90_000, 'in 1 min.'],
  [110_000, '1 min. ago'],
  [0, 'now'],
  [30_000, '30 sec. ago'],
  [90_000, '1 min. ago'],
  [3 * 3_600_000, '3 hr. ago'],
  [26 * 3_600_000, 'yesterday'],
  [90 * 86_400_000, '3 mo. ago'],
  [400 * 86_400_000, 'last yr.'],
])('What was %i ms ago is said in its largest unit: %s', (ms, words) => {
  expect(formatRelative(now - ms, now)).toBe(words)
})

test.each([
  [0, '0 s'],
  [72_000, '1 m 12 s'],
  [120_000, '2 m'],
  [7_500_000, '2 h 5 m'],
  [-5, '0 s'],
])('A duration of %i ms reads %s', (ms, words) => {
  expect(formatDuration(ms)).toBe(words)
})

test('A plain date is the same day for viewers in every zone', () => {
  expect(formatDay('1990-03-01')).toContain('1990')
  expect(formatDay('1990-03-01')).toMatch(/\b1\b/)
})

test('Money of no known currency keeps its code', () => {
  fc.assert(
    fc.property(fc.double({ noNaN: true }), fc.string(), (amount, code) => void formatMoney(amount, code)),
  )
  expect(formatMoney(5, 'XX')).toBe('5 XX')
})
