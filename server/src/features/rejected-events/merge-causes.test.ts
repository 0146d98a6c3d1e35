import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Snapshot } from '../../catalogue/snapshot.ts'
import { type CountedCause, type KeptCause, TREND_PARTS } from './causes.queries.ts'
import { mergeCauses } from './merge-causes.ts'

const snapshot = { channelById: () => undefined } as unknown as Snapshot
const at = (minute: number) => new Date(Date.UTC(2026, 2, 1, 10, minute))

const kept = (more: Partial<KeptCause>): KeptCause => ({
  api: 1,
  channel_id: 1,
  code: 'unknown_goal',
  subject: 'Regsiter',
  message: 'There is no goal.',
  kinds: ['goal'],
  ...{ kept: 20, waiting: 20, unreplayable: 20, tried: 0, replayed: 0, discarded: 0 },
  first_at: at(0),
  last_at: at(5),
  parts: [3],
  counts: [20],
  ...more,
})
const counted = (more: Partial<CountedCause>): CountedCause => ({
  ...{ api: 1, channel_id: 1, code: 'unknown_goal', count: 500, first_at: at(0), last_at: at(9) },
  parts: [3, 4],
  counts: [400, 100],
  ...more,
})

test('a cause of its own code has the number of all, also of those that were not kept', () => {
  const [cause] = mergeCauses([kept({})], [counted({})], snapshot)
  expect(cause).toMatchObject({ count: 500, kept: 20, lastAt: at(9).toISOString() })
  expect(cause?.trend.slice(2, 6)).toEqual([0, 400, 100, 0])
})

test('several names of one code have the number of what was kept of each', () => {
  const causes = mergeCauses(
    [kept({}), kept({ subject: 'Signup', kept: 5, counts: [5] })],
    [counted({})],
    snapshot,
  )
  expect(causes.map(({ subject, count }) => [subject, count])).toEqual([
    ['Signup', 5],
    ['Regsiter', 20],
  ])
})

test('a code of which nothing is kept is there with its number, and nothing else', () => {
  const causes = mergeCauses(
    [kept({})],
    [counted({}), counted({ code: 'consent_required', count: 7 })],
    snapshot,
  )
  expect(causes.find(({ code }) => code === 'consent_required')).toMatchObject({
    ...{ count: 7, kept: 0, waiting: 0, message: null, subject: null, kinds: [] },
  })
})

test('the newest comes first, and a trend adds up to what was counted', () => {
  const some = fc.array(
    fc.record({
      code: fc.constantFrom('a', 'b', 'c'),
      minute: fc.nat(59),
      part: fc.nat(TREND_PARTS - 1),
      n: fc.nat(9),
    }),
    { maxLength: 3 },
  )
  fc.assert(
    fc.property(some, (chosen) => {
      const rows = [...new Map(chosen.map((one) => [one.code, one])).values()].map(
        ({ code, minute, part, n }) =>
          counted({ code, last_at: at(minute), parts: [part], counts: [n + 1], count: n + 1 }),
      )
      const causes = mergeCauses([], rows, snapshot)
      const times = causes.map(({ lastAt }) => lastAt)
      expect(times).toEqual(times.toSorted().reverse())
      for (const { trend, count } of causes) expect(trend.reduce((sum, one) => sum + one, 0)).toBe(count)
    }),
  )
})
