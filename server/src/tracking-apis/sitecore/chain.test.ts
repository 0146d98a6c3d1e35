import { expect, test } from 'vitest'
import { sitecoreChain } from './chain.ts'

test('the built-in processors stand in the order that docs/spec/waymark.md §5 names', () => {
  expect(sitecoreChain.map(({ name }) => name)).toEqual(['outcome', 'goal', 'campaign', 'event', 'pageView'])
})
