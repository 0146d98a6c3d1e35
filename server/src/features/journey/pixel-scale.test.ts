import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { countGapsThatFit, createPixelScale, gapPixels } from './pixel-scale.ts'

describe('A pixel scale', () => {
  test('gives all time the same room where nothing is collapsed', () => {
    const scale = createPixelScale({ from: 0, until: 1_000 }, [], 200)
    expect([0, 250, 1_000].map(scale)).toEqual([0, 50, 200])
  })

  test('gives a gap its 28 pixels and shares the rest', () => {
    const scale = createPixelScale({ from: 0, until: 1_000 }, [{ from: 100, until: 900 }], 228)
    expect([0, 100, 500, 900, 1_000].map(scale)).toEqual([0, 100, 114, 128, 228])
  })

  test('shows of a gap what lies within the range', () => {
    const scale = createPixelScale({ from: 500, until: 1_000 }, [{ from: 100, until: 900 }], 128)
    expect([500, 900, 1_000].map(scale)).toEqual([0, 28, 128])
  })

  const picture = fc.record({
    times: fc.uniqueArray(fc.integer({ min: 1, max: 9_999 }), { maxLength: 20 }),
    width: fc.integer({ min: 200, max: 4_000 }),
    asked: fc.array(fc.integer({ min: 0, max: 10_000 }), { minLength: 2, maxLength: 20 }),
  })

  test('never falls, and fills the picture from edge to edge', () => {
    fc.assert(
      fc.property(picture, ({ times, width, asked }) => {
        const gaps = toGaps(times).slice(0, countGapsThatFit(width))
        const scale = createPixelScale({ from: 0, until: 10_000 }, gaps, width)
        expect(scale(0)).toBe(0)
        expect(scale(10_000)).toBeCloseTo(width, 6)
        const places = asked.toSorted((a, b) => a - b).map(scale)
        for (const [n, x] of places.entries()) expect(x).toBeGreaterThanOrEqual((places[n - 1] ?? 0) - 1e-9)
        for (const { from, until } of gaps) expect(scale(until) - scale(from)).toBeCloseTo(gapPixels, 6)
      }),
    )
  })
})

/** Pairs of sorted times, every other one: they never touch. */
function toGaps(times: readonly number[]) {
  const sorted = times.toSorted((a, b) => a - b)
  return sorted.flatMap((from, n) => {
    const until = sorted[n + 1]
    return n % 2 === 0 && until !== undefined ? [{ from, until }] : []
  })
}
