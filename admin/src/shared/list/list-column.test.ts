import { expect, test } from 'vitest'
import { nextSort } from './list-column.ts'

test('A column sorts with the largest first, then the other way round', () => {
  expect(nextSort('-createdAt', 'totalPoints')).toBe('-totalPoints')
  expect(nextSort('-totalPoints', 'totalPoints')).toBe('totalPoints')
  expect(nextSort('totalPoints', 'totalPoints')).toBe('-totalPoints')
})
