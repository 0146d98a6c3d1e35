import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { addAmounts, formatAmount, normaliseAmount, parseAmount, ZERO_AMOUNT } from './money.ts'

const amount = fc.bigInt({ min: -(10n ** 19n) + 1n, max: 10n ** 19n - 1n })

describe('an amount of money', () => {
  test.each([
    ['1337.00', '1337.0000'],
    ['0001', '1.0000'],
    ['+5', '5.0000'],
    ['-0.5', '-0.5000'],
    ['999999999999999.9999', '999999999999999.9999'],
  ])('%s reads as %s', (text, normal) => {
    expect(normaliseAmount(text)).toBe(normal)
  })

  test.each(['', ' ', '1,5', '1.', '.5', '1e3', '1.23456', '1000000000000000', 'NaN', '0x10', '1 000'])(
    '%j is none',
    (text) => {
      expect(parseAmount(text)).toBeNull()
    },
  )

  test('survives being written and read', () => {
    fc.assert(
      fc.property(amount, (value) => {
        expect(parseAmount(formatAmount(value))).toBe(value)
      }),
    )
  })

  test('adds up exactly', () => {
    expect(addAmounts('0.1000', '0.2000')).toBe('0.3000')
    fc.assert(
      fc.property(fc.array(amount), (amounts) => {
        const sum = amounts.map(formatAmount).reduce(addAmounts, ZERO_AMOUNT)
        expect(sum).toBe(formatAmount(amounts.reduce((a, b) => a + b, 0n)))
      }),
    )
  })
})
