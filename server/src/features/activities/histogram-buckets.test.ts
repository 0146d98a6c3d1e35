import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { createDayOf } from '../shared/days.ts'
import { makeBuckets } from './histogram-buckets.ts'

const hourMs = 3_600_000
const zones = ['UTC', 'Europe/Berlin', 'America/St_Johns', 'Australia/Lord_Howe', 'Pacific/Apia']

describe('Buckets of a histogram', () => {
  test('follow each other without gaps, hold the whole time, and days are those of the zone', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...zones),
        fc.integer({ min: Date.UTC(2010, 0), max: Date.UTC(2030, 0) }),
        fc.integer({ min: 1, max: 400 * 24 * hourMs }),
        (zone, from, length) => {
          const dayOf = createDayOf(zone)
          const buckets = makeBuckets(from, from + length, zone) ?? []
          expect(buckets[0]?.from).toBeLessThanOrEqual(from)
          expect(buckets[0]?.to).toBeGreaterThan(from)
          expect(buckets.at(-1)?.to).toBeGreaterThanOrEqual(from + length)
          for (const [n, bucket] of buckets.entries()) {
            expect(bucket.to).toBe(buckets[n + 1]?.from ?? bucket.to)
            if (bucket.day === null) expect(bucket.to - bucket.from).toBe(hourMs)
            else {
              expect(dayOf(bucket.from)).toBe(bucket.day)
              expect(dayOf(bucket.to - 1)).toBe(bucket.day)
              expect(dayOf(bucket.to)).not.toBe(bucket.day)
            }
          }
        },
      ),
      { numRuns: 30 },
    )
  })

  test('are hours up to four days', () => {
    const at = Date.UTC(2026, 0, 1)
    expect(makeBuckets(at, at + 96 * hourMs, 'UTC')).toHaveLength(96)
    expect(makeBuckets(at, at + 97 * hourMs, 'UTC')).toHaveLength(5)
  })
})
