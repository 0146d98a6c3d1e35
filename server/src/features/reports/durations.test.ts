import fc from 'fast-check'
import { expect, test } from 'vitest'
import { medianDuration } from './durations.ts'

/** The formula that the database has, in other words. */
const stepOf = (seconds: number) => Math.floor(Math.log(1 + seconds) * 32)

test('There is no median of no visits', () => {
  expect(medianDuration([])).toBeNull()
})

test('The median of visits is that of their durations, to within 3.2 % of a second more', () => {
  const durations = fc.array(fc.double({ min: 0, max: 100_000, noNaN: true }), {
    minLength: 1,
    maxLength: 40,
  })
  fc.assert(
    fc.property(durations, (seconds) => {
      const counts = new Map<number, number>()
      for (const one of seconds) counts.set(stepOf(one), (counts.get(stepOf(one)) ?? 0) + 1)
      const sorted = seconds.toSorted((a, b) => a - b)
      const lower = sorted[Math.ceil(sorted.length / 2) - 1] ?? 0
      const found = (medianDuration([...counts]) ?? Number.NaN) / 1000
      expect(Math.abs(found - lower)).toBeLessThanOrEqual((1 + lower) * 0.032 + 0.001)
    }),
  )
})
