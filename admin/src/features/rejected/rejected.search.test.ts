import { beforeEach, expect, test } from 'vitest'
import { hearOfDroppedValues } from '../../shared/define-search.ts'
import { readRejectedSearch } from './rejected.search.ts'

let dropped: readonly string[] = []
hearOfDroppedValues((names) => {
  dropped = names
})
beforeEach(() => {
  dropped = []
})

test('From and to of the API are a period here', () => {
  const search = readRejectedSearch({ from: '2026-01-01', to: '2026-12-01', view: 'events' })
  expect(search).toMatchObject({ period: '2026-01-01..2026-12-01', view: 'events', from: undefined })
  expect(dropped).toEqual([])
})

test('A period that ends before it begins falls back', () => {
  expect(readRejectedSearch({ from: '2026-12-01', to: '2026-01-01' }).period).toBeUndefined()
  expect(dropped).toEqual(['period'])
})
