import { expect, test } from 'vitest'
import { noteDroppedValues } from '../../../test/support/dropped-values.ts'
import { readProfileSearch } from './profile.search.ts'

const dropped = noteDroppedValues()

test.each([
  ['0001-01-01', '9999-12-31'],
  ['2026-12-01', '2026-01-01'],
  ['2026-12-01T00:00:00Z', '2026-11-01'],
])('A journey from %s to %s falls back to all of it', (from, to) => {
  const search = readProfileSearch({ from, to, gaps: 'true' })
  expect([search.from, search.to, search.gaps]).toEqual([undefined, undefined, 'true'])
  expect(dropped()).toEqual(['from', 'to'])
})

test.each([
  ['2026-01-01', '2026-01-01'],
  ['2026-01-01T10:00:00Z', '2026-01-02'],
])('One from %s to %s is shown', (from, to) => {
  expect(readProfileSearch({ from, to })).toEqual({ from, to })
  expect(dropped()).toEqual([])
})
