import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { createTimeAxis, GAP_PIXELS, type Span } from './time-axis.ts'

const day = 86_400_000

describe('The time axis', () => {
  test('gives all time the same room where nothing is collapsed', () => {
    const axis = createTimeAxis({ from: 0, until: 10 * day }, [], 1_000)
    expect([0, 5 * day, 10 * day, 11 * day].map(axis.toX)).toEqual([0, 500, 1_000, 1_100])
  })

  test('draws a pause 38 pixels wide, its sign and some room, and shares the rest', () => {
    const axis = createTimeAxis({ from: 0, until: 100 * day }, [{ from: 10 * day, until: 90 * day }], 1_038)
    expect([10, 50, 90, 100].map((n) => Math.round(axis.toX(n * day)))).toEqual([500, 519, 538, 1_038])
    expect(axis.gaps).toMatchObject([{ x: expect.closeTo(500, 6), width: 38 }])
  })

  test('does not collapse the pause in which all of the view lies', () => {
    const axis = createTimeAxis(
      { from: 20 * day, until: 30 * day },
      [{ from: 10 * day, until: 90 * day }],
      500,
    )
    expect(axis.toX(25 * day)).toBe(250)
    expect(axis.gaps).toEqual([])
  })

  test('never falls, comes back from pixels to times, and fills the picture from edge to edge', () => {
    fc.assert(
      fc.property(pictures, ({ gaps, view, width, times }) => {
        const axis = createTimeAxis(view, gaps, width)
        expect(axis.toX(view.from)).toBeCloseTo(0, 4)
        expect(axis.toX(view.until)).toBeCloseTo(width, 4)
        const sorted = times.toSorted((a, b) => a - b)
        for (const [n, at] of sorted.entries()) {
          const before = sorted[n - 1]
          if (before !== undefined && at > before) expect(axis.toX(at)).toBeGreaterThan(axis.toX(before))
          expect(Math.abs(axis.toTime(axis.toX(at)) - at)).toBeLessThan(1_000)
        }
        for (const gap of axis.gaps)
          expect(axis.toX(gap.until) - axis.toX(gap.from)).toBeCloseTo(GAP_PIXELS, 4)
      }),
    )
  })

  test('moved by some pixels shows the same picture, moved', () => {
    fc.assert(
      fc.property(pictures, fc.integer({ min: -300, max: 300 }), ({ gaps, view, width, times }, pixels) => {
        // Few enough gaps that none has to be left out on either side of the move.
        const few = gaps.slice(0, 2)
        const axis = createTimeAxis(view, few, width)
        const moved = createTimeAxis(
          { from: axis.toTime(pixels), until: axis.toTime(width + pixels) },
          few,
          width,
        )
        fc.pre(moved.gaps.length === axis.gaps.length)
        for (const at of times) expect(moved.toX(at)).toBeCloseTo(axis.toX(at) - pixels, 0)
      }),
    )
  })
})

const pictures = fc
  .record({
    edges: fc.uniqueArray(fc.integer({ min: 1, max: 999 }), { maxLength: 30 }),
    view: fc.tuple(fc.integer({ min: -20, max: 900 }), fc.integer({ min: 20, max: 1_000 })),
    width: fc.integer({ min: 320, max: 1_400 }),
    days: fc.array(fc.integer({ min: -50, max: 1_100 }), { minLength: 1, maxLength: 20 }),
  })
  .map(({ edges, view: [from, length], width, days }) => ({
    gaps: toGaps(edges),
    view: { from: from * day, until: (from + length) * day },
    width,
    times: days.map((n) => n * day),
  }))

/** Pairs of sorted days, every other one: they never touch. */
function toGaps(edges: readonly number[]): Span[] {
  const sorted = edges.toSorted((a, b) => a - b)
  return sorted.flatMap((from, n) => {
    const until = sorted[n + 1]
    return n % 2 === 0 && until !== undefined ? [{ from: from * day, until: until * day }] : []
  })
}
