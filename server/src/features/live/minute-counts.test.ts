import { expect, test } from 'vitest'
import { MinuteCounts } from './minute-counts.ts'

const minute = 60_000

test('Requests are counted in the minute in which they were answered, by verdict, of one channel or of all', () => {
  const counts = new MinuteCounts()
  counts.add(10 * minute, 1, 'accepted')
  counts.add(10 * minute + 59_999, 2, 'accepted')
  counts.add(12 * minute, 1, 'refused')
  const read = (channelIds: number[] | null) =>
    counts
      .read(12 * minute + 5, 3, channelIds)
      .map(({ minute: at, counts: { accepted, refused } }) => [at / minute, accepted, refused])
  expect(read(null)).toEqual([
    [10, 2, 0],
    [11, 0, 0],
    [12, 0, 1],
  ])
  expect(read([2])).toEqual([
    [10, 1, 0],
    [11, 0, 0],
    [12, 0, 0],
  ])
})

test('A clock that steps back goes on in the minute that it was in', () => {
  const counts = new MinuteCounts()
  for (const at of [10, 11, 10]) counts.add(at * minute, 1, 'accepted')
  expect(counts.read(11 * minute, 2, null).map((one) => one.counts.accepted)).toEqual([2, 1])
})
