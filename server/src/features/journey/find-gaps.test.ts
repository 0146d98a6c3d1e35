import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { findGaps, keepLongest, type Span } from './find-gaps.ts'

const dayMs = 86_400_000
const start = Date.UTC(2026, 0, 1)
const day = (n: number, length = 0): Span => ({
  from: start + n * dayMs,
  until: start + (n + length) * dayMs,
})

describe('A pause is a gap', () => {
  test('beyond 14 days', () => {
    expect(
      findGaps(
        [0, 1, 2, 3, 17, 32].map((n) => day(n)),
        start + 32 * dayMs,
      ),
    ).toEqual([day(17, 15)])
  })

  test('beyond four times what is usual for the contact', () => {
    const visits = [0, 10, 20, 30, 69, 110].map((n) => day(n))
    expect(findGaps(visits, start + 110 * dayMs)).toEqual([day(69, 41)])
  })

  test('when it lasts until now', () => {
    expect(findGaps([day(0)], start + 90 * dayMs)).toEqual([day(0, 90)])
    expect(findGaps([], start)).toEqual([])
  })

  test('only where no visit goes on meanwhile', () => {
    expect(findGaps([day(0, 40), day(1, 1), day(41)], start + 41 * dayMs)).toEqual([])
  })
})

const visits = fc
  .array(fc.tuple(fc.nat(1_000), fc.nat(40)), { maxLength: 40 })
  .map((list) => list.sort((a, b) => a[0] - b[0]).map(([n, length]) => day(n, length / 24)))

test('Gaps are in order, overlap nothing that happened, and end by now', () => {
  fc.assert(
    fc.property(visits, fc.nat(2_000), (list, n) => {
      const now = start + n * dayMs
      const gaps = findGaps(list, now)
      for (const [index, gap] of gaps.entries()) {
        expect(gap.until - gap.from).toBeGreaterThan(14 * dayMs)
        expect(list.some(({ from, until }) => from < gap.until && until > gap.from)).toBe(false)
        expect(gap.from).toBeGreaterThanOrEqual(gaps[index - 1]?.until ?? 0)
      }
    }),
  )
})

test('What is kept are the longest, in the order in which they were', () => {
  expect(keepLongest([day(0, 3), day(10, 1), day(20, 5), day(40, 4)], 2)).toEqual([day(20, 5), day(40, 4)])
  expect(keepLongest([day(0, 3)], 2)).toEqual([day(0, 3)])
})
