import { expect, test } from 'vitest'
import { measureDensity } from './measure-density.ts'

test('Density counts what lies in each part, and at the edge what lies outside', () => {
  const amounts = [-5, 0, 24, 25, 99, 100].map((at) => ({ at, amount: 2 }))
  expect(measureDensity(amounts, 0, 100, 4)).toEqual([6, 2, 0, 4])
  expect(measureDensity([{ at: 7, amount: 1 }], 7, 7, 2)).toEqual([1, 0])
})
