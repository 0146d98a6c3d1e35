import { expect, test } from 'vitest'
import type { Activity } from '../profile.api.ts'
import { listProperties } from './list-properties.ts'

const activity = {
  id: 'a',
  kind: 'goal',
  url: null,
  value: '',
  points: 0,
  data: { plan: 'gold', 'a:b\\c': 7, nested: { x: 1 }, empty: '', nothing: null },
} as unknown as Activity

test('Properties are those that have a value, and those that can be asked for say how', () => {
  expect(listProperties(activity)).toEqual([
    { name: 'id', text: 'a', filter: null },
    { name: 'kind', text: 'goal', filter: null },
    { name: 'points', text: '0', filter: null },
    { name: 'data.plan', text: 'gold', filter: 'plan:gold' },
    { name: 'data.a:b\\c', text: '7', filter: 'a\\:b\\\\c:7' },
    { name: 'data.nested', text: '{"x":1}', filter: null },
    { name: 'data.empty', text: '', filter: null },
    { name: 'data.nothing', text: 'null', filter: null },
  ])
})
