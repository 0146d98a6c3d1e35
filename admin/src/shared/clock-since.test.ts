import { expect, test } from 'vitest'
import { clockSince } from './clock-since.ts'

test('Beside what has just happened a clock shows seconds, so that two of them agree', () => {
  expect(clockSince(100_000, 107_300)).toBe(107_300)
})

test('Beside what is older it moves every ten seconds', () => {
  expect([167_000, 169_999, 170_000].map((now) => clockSince(100_000, now))).toEqual([
    160_000, 160_000, 170_000,
  ])
})

test('It never shows a time before a moment that is over', () => {
  for (const now of [100_000, 159_999, 160_001, 200_000]) {
    expect(clockSince(100_000, now)).toBeGreaterThanOrEqual(100_000)
  }
})
