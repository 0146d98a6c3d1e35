import { addAmounts, normaliseAmount, ZERO_AMOUNT } from '../../domain/money.ts'

/** ISO 4217 for "no currency involved". */
const noCurrency = 'XXX'

/** Sums by currency, each as `domain/money.ts` writes it: exact. */
export type Money = Readonly<Record<string, string>>

export function moneyOf(amount: string | null, currency: string | null): Money {
  const normalised = amount === null ? null : normaliseAmount(amount)
  return normalised === null ? {} : { [currency ?? noCurrency]: normalised }
}

export function sumMoney(items: readonly { readonly monetary: Money }[]): Money {
  const sum: Record<string, string> = {}
  for (const { monetary } of items) {
    for (const [currency, amount] of Object.entries(monetary)) {
      sum[currency] = addAmounts(sum[currency] ?? ZERO_AMOUNT, amount)
    }
  }
  return sum
}

export function toNumbers(money: Money): Record<string, number> {
  return Object.fromEntries(Object.entries(money).map(([currency, amount]) => [currency, Number(amount)]))
}
