import fc from 'fast-check'
import { expect, test } from 'vitest'
import { listCounts, roundUp, sumCounts, sumKinds } from './sum-counts.ts'

const bucket = (counts: Record<string, number>) => ({ from: '', to: '', counts })

test('Counts are in the order of kinds, and what does not occur is left out', () => {
  expect(listCounts({ custom: 1, pageView: 2, goal: 0 })).toEqual([
    ['pageView', 2],
    ['custom', 1],
  ])
  expect(sumCounts({ custom: 1, pageView: 2 })).toBe(3)
  const buckets = [bucket({ goal: 1 }), bucket({}), bucket({ goal: 2, click: 5 })]
  expect(sumKinds({ step: 'hour', buckets })).toEqual([
    ['goal', 3],
    ['click', 5],
  ])
})

test('The scale holds the largest bar, in at most two and a half times its height', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 1_000_000_000 }), (largest) => {
      const round = roundUp(largest)
      expect(round).toBeGreaterThanOrEqual(largest)
      expect(round).toBeLessThanOrEqual(2.5 * largest)
    }),
  )
})
