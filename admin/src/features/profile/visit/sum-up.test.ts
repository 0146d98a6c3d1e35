import { expect, test } from 'vitest'
import { sumUp } from './sum-up.ts'

test('Money of several pages is added up by currency, exactly', () => {
  const page = (monetary: Record<string, number>) => ({ durationMs: 10, points: 2, monetary })
  expect(sumUp([page({ USD: 0.1 }), page({ USD: 0.2, EUR: 5 })])).toEqual({
    durationMs: 20,
    points: 4,
    monetary: { USD: 0.3, EUR: 5 },
  })
  expect(sumUp([])).toEqual({ durationMs: 0, points: 0, monetary: {} })
})
