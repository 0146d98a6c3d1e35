import { expect, test } from 'vitest'
import { noteDroppedValues } from '../../../test/support/dropped-values.ts'
import { readRejectedSearch } from './rejected.search.ts'

const dropped = noteDroppedValues()

test('From and to of the API are a period here', () => {
  const search = readRejectedSearch({ from: '2026-01-01', to: '2026-12-01', view: 'events' })
  expect(search).toMatchObject({ period: '2026-01-01..2026-12-01', view: 'events', from: undefined })
  expect(dropped()).toEqual([])
})

test('A period that ends before it begins falls back', () => {
  expect(readRejectedSearch({ from: '2026-12-01', to: '2026-01-01' }).period).toBeUndefined()
  expect(dropped()).toEqual(['period'])
})

test('A request is named by its id, and one that is too long for any falls back', () => {
  expect(readRejectedSearch({ request: '3f9a1c07-2k' }).request).toBe('3f9a1c07-2k')
  expect(readRejectedSearch({ request: 'x'.repeat(65) }).request).toBeUndefined()
  expect(dropped()).toEqual(['request'])
})
