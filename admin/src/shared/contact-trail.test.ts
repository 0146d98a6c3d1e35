import { expect, test } from 'vitest'
import { findOnTrail } from './contact-trail.ts'

const trail = { ids: ['a', 'b', 'c'], list: '/contacts?q=x', isPart: false }

test('A contact of a list leads to the one before and the one after, and at the ends to none', () => {
  expect(findOnTrail(trail, 'b')).toEqual({
    previous: 'a',
    next: 'c',
    position: 2,
    count: 3,
    isPart: false,
    list: trail.list,
  })
  expect(findOnTrail(trail, 'a')).toMatchObject({ previous: null, next: 'b' })
  expect(findOnTrail(trail, 'c')).toMatchObject({ previous: 'b', next: null })
})

test('A contact that is in no list leads nowhere', () => {
  expect(findOnTrail(trail, 'd')).toBeNull()
  expect(findOnTrail(null, 'a')).toBeNull()
})
