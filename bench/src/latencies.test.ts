import fc from 'fast-check'
import { expect, test } from 'vitest'
import { Latencies } from './latencies.ts'

test('a percentile is that of the sorted times, to a hundredth of a millisecond and to a millisecond beyond a second', () => {
  const times = fc.array(fc.double({ min: 0, max: 5_000, noNaN: true }), { minLength: 1, maxLength: 300 })
  fc.assert(
    fc.property(times, fc.constantFrom(0.5, 0.95, 0.99, 1), (values, part) => {
      const latencies = new Latencies()
      for (const value of values) latencies.add(value)
      const exact = values.sort((a, b) => a - b)[Math.ceil(part * values.length) - 1] ?? Number.NaN
      const distance = latencies.percentile(part) - exact
      expect(distance).toBeGreaterThanOrEqual(-1e-9)
      expect(distance).toBeLessThanOrEqual(exact < 1000 ? 0.011 : 1)
    }),
  )
})

test('of nothing there is no percentile', () => {
  expect(new Latencies().percentile(0.5)).toBeNaN()
})
