import { expect, test } from 'vitest'
import { noteDroppedValues } from '../../../test/support/dropped-values.ts'
import { readOverviewSearch } from './overview.search.ts'

const dropped = noteDroppedValues()

test.each([
  ['2026-12-01', '2026-01-01'],
  ['2020-01-01', '2026-01-01'],
])('Days from %s to %s are those of no report, and fall back', (from, to) => {
  const { from: first, to: last, rank } = readOverviewSearch({ from, to, rank: 'points' })
  expect([first, last, rank]).toEqual([undefined, undefined, 'points'])
  expect(dropped()).toEqual(['from', 'to'])
})

test.each([
  ['2026-01-01', '2026-01-01'],
  ['2024-01-01', '2025-12-31'],
])('Days from %s to %s are', (from, to) => {
  expect(readOverviewSearch({ from, to })).toEqual({ from, to })
  expect(dropped()).toEqual([])
})
