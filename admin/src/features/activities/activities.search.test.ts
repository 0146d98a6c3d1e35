import fc from 'fast-check'
import { expect, test } from 'vitest'
import { activityKinds } from '../../shared/kinds.ts'
import { readActivitiesSearch, readKinds, showsRobots, writeKinds } from './activities.search.ts'

test('Kinds of an address are those that were chosen, wanted or left out', () => {
  fc.assert(
    fc.property(fc.subarray([...activityKinds]), fc.boolean(), (kinds, isExcluded) => {
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

test('Robots are left out unless they are asked for, or one contact or visit is', () => {
  const id = '0198f2c4-1c7e-7d2a-9b7e-25ee516110a3'
  expect(showsRobots({})).toBe(false)
  expect(showsRobots({ robots: true })).toBe(true)
  expect(showsRobots({ contact: id })).toBe(true)
  expect(showsRobots({ visit: id, robots: false })).toBe(false)
})
