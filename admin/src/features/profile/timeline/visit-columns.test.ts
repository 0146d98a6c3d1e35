import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { createTimeAxis } from './time-axis.ts'
import { layOutColumns } from './visit-columns.ts'

const axis = createTimeAxis({ from: 0, until: 1_000 }, [], 1_000)

describe('Columns of visits', () => {
  test('are 8 pixels high without value, and 60 for the most valuable', () => {
    const visits = [0, 25, 100].map((points, n) => ({ at: n * 100, until: n * 100 + 20, points }))
    expect(layOutColumns(visits, axis).map(({ x, width, height }) => [x, width, height])).toEqual([
      [0, 20, 8],
      [100, 20, 34],
      [200, 20, 60],
    ])
  })

  test('are 6 to 40 pixels wide, and end before the next one', () => {
    const visits = [
      { at: 0, until: 1, points: 0 },
      { at: 100, until: 900, points: 0 },
      { at: 120, until: 121, points: 0 },
      { at: 200, until: 300, points: 0 },
    ]
    expect(layOutColumns(visits, axis).map(({ width }) => width)).toEqual([6, 19, 6, 40])
  })

  test('begin at the left edge where the visit began before it and goes on in view', () => {
    const visits = [
      { at: -300, until: 50, points: 0 },
      { at: -200, until: -100, points: 0 },
    ]
    expect(layOutColumns(visits, axis).map(({ x, width, marks }) => [x, width, marks])).toEqual([
      [-200, 40, [visits[1]]],
      [0, 40, [visits[0]]],
    ])
  })

  test('hold no visits of both sides of an edge', () => {
    const visits = [-3, 2, 998, 1_002].map((at) => ({ at, until: at, points: 0 }))
    expect(layOutColumns(visits, axis).map(({ marks }) => marks)).toEqual(visits.map((visit) => [visit]))
  })

  test('never overlap, lose nothing, and never have a negative height', () => {
    const visit = fc.record({
      at: fc.nat(1_000),
      length: fc.nat(200),
      points: fc.integer({ min: -50, max: 5_000 }),
    })
    fc.assert(
      fc.property(fc.array(visit, { maxLength: 200 }), (list) => {
        const visits = list
          .map(({ at, length, points }) => ({ at, until: at + length, points }))
          .sort((a, b) => a.at - b.at)
        const columns = layOutColumns(visits, axis)
        expect(columns.flatMap(({ marks }) => marks)).toEqual(visits)
        for (const [n, { x, width, height }] of columns.entries()) {
          const before = columns[n - 1]
          if (before !== undefined) expect(x).toBeGreaterThanOrEqual(before.x + before.width)
          expect(width).toBeGreaterThanOrEqual(6)
          expect(width).toBeLessThanOrEqual(40)
          expect(height).toBeGreaterThanOrEqual(8)
          expect(height).toBeLessThanOrEqual(60)
        }
      }),
    )
  })
})
