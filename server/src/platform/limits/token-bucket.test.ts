import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type Allowance, fillBucket, takeToken } from './token-bucket.ts'

const allowances = fc.record({
  capacity: fc.integer({ min: 1, max: 100 }),
  perSecond: fc.oneof(fc.constant(1), fc.integer({ min: 1, max: 1_000 })),
})
const pauses = fc.array(fc.integer({ min: 0, max: 3_000 }), { minLength: 1, maxLength: 300 })

/** When something was let through, in milliseconds. */
function timesOf(allowance: Allowance, gaps: readonly number[]): number[] {
  let at = 1_000_000
  const bucket = fillBucket(allowance, at)
  return gaps.flatMap((gap) => {
    at += gap
    return takeToken(bucket, allowance, at) === 0 ? [at] : []
  })
}

describe('A token bucket', () => {
  test('lets through what is allowed at once', () => {
    fc.assert(
      fc.property(allowances, (allowance) => {
        const bucket = fillBucket(allowance, 0)
        const waits = Array.from({ length: allowance.capacity }, () => takeToken(bucket, allowance, 0))
        expect(waits.every((wait) => wait === 0)).toBe(true)
        expect(takeToken(bucket, allowance, 0)).toBe(1)
      }),
    )
  })

  test('never lets through more in any stretch of time than its capacity and what that time brings', () => {
    fc.assert(
      fc.property(allowances, pauses, (allowance, gaps) => {
        const times = timesOf(allowance, gaps)
        for (const [first, from] of times.entries()) {
          for (const [last, to] of times.entries()) {
            if (last < first) continue
            const brought = ((to - from) / 1000) * allowance.perSecond
            expect(last - first + 1).toBeLessThanOrEqual(allowance.capacity + brought + 1e-6)
          }
        }
      }),
      { numRuns: 30 },
    )
  })

  test('never refuses who stays below the rate', () => {
    fc.assert(
      fc.property(
        allowances,
        fc.array(fc.integer({ min: 0, max: 5_000 }), { maxLength: 200 }),
        (allowance, more) => {
          const gaps = more.map((extra) => Math.ceil(1000 / allowance.perSecond) + extra)
          expect(timesOf(allowance, gaps)).toHaveLength(gaps.length)
        },
      ),
    )
  })

  test('lets through again after the seconds that it gives', () => {
    fc.assert(
      fc.property(allowances, pauses, (allowance, gaps) => {
        let at = 0
        const bucket = fillBucket(allowance, at)
        for (const gap of gaps) {
          at += gap % 50
          const wait = takeToken(bucket, allowance, at)
          expect(Number.isInteger(wait)).toBe(true)
          if (wait > 0) expect(takeToken({ ...bucket }, allowance, at + wait * 1000)).toBe(0)
        }
      }),
    )
  })

  test('takes a clock that steps back for no time at all', () => {
    const allowance = { capacity: 2, perSecond: 1 }
    const bucket = fillBucket(allowance, 10_000)
    expect([10_000, 5_000, 5_000].map((at) => takeToken(bucket, allowance, at))).toEqual([0, 0, 1])
    expect(takeToken(bucket, allowance, 6_000)).toBe(0)
  })

  test('follows an allowance that was lowered', () => {
    const bucket = fillBucket({ capacity: 100, perSecond: 100 }, 0)
    const lower = { capacity: 1, perSecond: 1 }
    expect([0, 0].map((at) => takeToken(bucket, lower, at))).toEqual([0, 1])
  })
})
