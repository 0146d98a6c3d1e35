import fc from 'fast-check'
import { expect, test } from 'vitest'
import { activityKinds, readActivitiesSearch, readKinds, writeKinds } from './activities.search.ts'

test('Kinds of an address are those that were chosen, wanted or left out', () => {
  fc.assert(
    fc.property(fc.subarray(activityKinds), fc.boolean(), (kinds, isExcluded) => {
      const written = writeKinds({ kinds, isExcluded })
      expect(written === undefined ? kinds : readKinds(written)?.kinds).toEqual(kinds)
    }),
  )
})

test.each(['consent', 'goal,-event', 'goal,goal,x', 'purchase', ''])('%j are no kinds', (text) => {
  expect(readKinds(text)).toBeUndefined()
})

test('What is wrong in an address is left out, and the rest stays', () => {
  expect(readActivitiesSearch({ kind: 'x', period: '7d', utm: 'nonsense', q: 'boots' })).toEqual({
    period: '7d',
    q: 'boots',
  })
})
