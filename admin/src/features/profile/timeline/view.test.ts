import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { createTimeAxis, lengthOf } from './time-axis.ts'
import {
  chooseWindow,
  findBounds,
  isAlmostSame,
  keepWithin,
  panView,
  viewOfPreset,
  zoomView,
} from './view.ts'

const day = 86_400_000
const bounds = { from: 0, until: 1_000 * day }
const spans = fc
  .tuple(fc.integer({ min: -500, max: 1_500 }), fc.integer({ min: 0, max: 2_000 }))
  .map(([from, length]) => ({ from: from * day, until: (from + length) * day }))

describe('A view', () => {
  test('never leaves the bounds, and never becomes shorter than two minutes', () => {
    fc.assert(
      fc.property(spans, (span) => {
        const view = keepWithin(span, bounds)
        expect(view.from).toBeGreaterThanOrEqual(bounds.from)
        expect(view.until).toBeLessThanOrEqual(bounds.until)
        expect(lengthOf(view)).toBeGreaterThanOrEqual(120_000)
      }),
    )
  })

  test('keeps in place what it zooms around', () => {
    const axis = createTimeAxis({ from: 200 * day, until: 600 * day }, [], 1_000)
    const at = axis.toTime(300)
    const near = createTimeAxis(zoomView(axis, 300, 0.5, bounds), [], 1_000)
    expect(near.toX(at)).toBeCloseTo(300, 3)
    expect(lengthOf(near.view)).toBe(200 * day)
  })

  test('moves by pixels as far as the bounds', () => {
    const axis = createTimeAxis({ from: 200 * day, until: 600 * day }, [], 1_000)
    expect(panView(axis, 100, bounds)).toEqual({ from: 240 * day, until: 640 * day })
    expect(panView(axis, 9_999, bounds)).toEqual({ from: 600 * day, until: 1_000 * day })
    expect(panView(axis, -9_999, bounds)).toEqual({ from: 0, until: 400 * day })
  })

  test('of 30 days ends now, or with the last activity where there was none in them', () => {
    const now = 900 * day
    const month = viewOfPreset('month', 899 * day, now, bounds)
    expect(month.from).toBe(870 * day)
    expect(month.until).toBeGreaterThan(now)
    expect(month.until).toBeLessThan(901 * day)
    // As a link says it an hour later.
    expect(isAlmostSame(month, viewOfPreset('month', 899 * day, now + day / 24, bounds))).toBe(true)
    expect(isAlmostSame(month, viewOfPreset('month', 899 * day, now + day, bounds))).toBe(false)
    const quiet = viewOfPreset('month', 500 * day, now, bounds)
    expect(quiet.from).toBeLessThan(500 * day)
    expect(quiet.until).toBeGreaterThan(500 * day)
    expect(quiet.until).toBeLessThan(510 * day)
  })

  test('of everything leaves room at both edges', () => {
    const gaps = [{ from: 150 * day, until: 250 * day }]
    expect(findBounds(100 * day, 300 * day, gaps)).toEqual({ from: 98 * day, until: 302 * day })
  })

  test('of everything ends now, of somebody who came this second too', () => {
    const now = 100 * day
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 50 * day }), (age) => {
        const { from, until } = findBounds(now - age, now, [])
        expect((now - from) / (until - from)).toBeGreaterThan(0.95)
        expect(from).toBeLessThan(now - age)
      }),
    )
    expect(5_000 / lengthOf(findBounds(now - 5_000, now, []))).toBeGreaterThan(0.2)
  })
})

test('What was asked for serves while the view is in it and not much smaller', () => {
  const asked = chooseWindow({ from: 100, until: 200 }, null)
  expect(asked).toEqual({ from: 50, until: 250 })
  expect(chooseWindow({ from: 60, until: 160 }, asked)).toBeNull()
  expect(chooseWindow({ from: 40, until: 140 }, asked)).toEqual({ from: 0, until: 190 })
  expect(chooseWindow({ from: 100, until: 140 }, asked)).toEqual({ from: 80, until: 160 })
})

test('What is asked for begins in 1970 at the earliest, however long the view is', () => {
  expect(chooseWindow({ from: 10 * day, until: 1_000 * day }, null)?.from).toBe(0)
})
