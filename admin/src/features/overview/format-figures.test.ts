import { expect, test } from 'vitest'
import {
  changeOf,
  formatChange,
  formatPercent,
  formatPoints,
  formatSlot,
  isUnfinished,
} from './format-figures.ts'

test.each([
  [120, 100, 0.2],
  [80, 100, -0.2],
  [0, 100, -1],
  [-50, -100, 0.5],
  [5, 0, null],
  [null, 5, null],
  [5, null, null],
])('A figure of %s after %s has changed by %s', (now, before, change) => {
  expect(changeOf(now, before)).toBe(change)
})

test.each([
  [0.2, 0.2, false],
  [-1, 1, false],
  [10, 10, false],
  [184_712_003_202.477, 10, true],
])('A change by %s is said as one by %s, beyond which it says nothing', (change, said, isBeyond) => {
  expect(formatChange(change)).toEqual({ part: formatPercent(said), isBeyond })
})

test('A difference of two shares is one of percentage points', () => {
  expect(formatPoints(0.218 - 0.167)).toBe(formatPoints(0.051))
  expect(formatPoints(0.051)).toMatch(/^5[.,]1$/)
})

test('A day of a report is the same day for every viewer', () => {
  expect(formatSlot('2026-03-01T23:00:00.000Z', 'day', 'Europe/Berlin')).toContain('2')
  expect(formatSlot('2026-03-01T23:00:00.000Z', 'day', 'UTC')).toContain('1')
})

test('A day or an hour is unfinished until it is over', () => {
  const at = '2026-11-22T00:00:00.000Z'
  expect(isUnfinished(at, 'day', Date.parse(at) + 9 * 3_600_000)).toBe(true)
  expect(isUnfinished(at, 'day', Date.parse(at) + 24 * 3_600_000)).toBe(false)
  expect(isUnfinished(at, 'hour', Date.parse(at) + 3_600_000)).toBe(false)
})
