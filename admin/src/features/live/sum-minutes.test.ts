import { expect, test } from 'vitest'
import { sumMinutes } from './sum-minutes.ts'

const none = {
  accepted: 0,
  accepted_provisional: 0,
  partly_accepted: 0,
  filtered: 0,
  withheld: 0,
  refused: 0,
  failed: 0,
}

test('What was taken in part is among the accepted, as on the overview, and parts without requests are left out', () => {
  const sums = sumMinutes([
    { minute: '2026-03-01T08:00:00.000Z', counts: { ...none, accepted: 3, partly_accepted: 1 } },
    { minute: '2026-03-01T08:01:00.000Z', counts: { ...none, accepted: 1, filtered: 2, withheld: 1 } },
  ])
  expect(sums.map(({ part, count }) => [part, count])).toEqual([
    ['accepted', 5],
    ['partly', 1],
    ['filtered', 3],
  ])
})
