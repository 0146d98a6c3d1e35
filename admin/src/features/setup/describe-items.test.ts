import { expect, test } from 'vitest'
import { describeItems, listCauses } from './describe-items.ts'
import type { LiveRequestDetails } from './setup.api.ts'

type Item = LiveRequestDetails['list'][number]

function item(more: Partial<Item>): Item {
  return {
    index: 0,
    type: 'goal',
    name: 'Register',
    processor: null,
    verdict: 'accepted',
    code: null,
    message: null,
    field: null,
    ...more,
  }
}

test('what a request held is told in words, without ids, and many are cut short', () => {
  const page = item({ type: 'pageView', name: '{110D559F-DEA5-42EA-9C1C-8A5DF7E70EF9}' })
  expect(describeItems([page, item({})])).toBe('page view, goal Register')
  expect(describeItems([item({}), item({}), item({})], 2)).toBe('goal Register, goal Register …')
  expect(describeItems([])).toBe('')
})

test('what was refused is not told as stored', () => {
  const wrong = item({ verdict: 'refused', code: 'unknown_goal', name: 'Regster' })
  expect(describeItems([item({ type: 'pageView', name: null }), wrong])).toBe('page view')
})

test('each cause is told once, and what was taken is none', () => {
  const wrong = item({ verdict: 'refused', code: 'unknown_goal', name: 'Regsiter' })
  expect(listCauses([item({}), wrong, { ...wrong, index: 2 }])).toEqual([wrong])
})
