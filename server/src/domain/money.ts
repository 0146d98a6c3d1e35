const SCALE = 10_000n
const DECIMAL = /^[+-]?(\d{1,15})(?:\.(\d{1,4}))?$/

/** A sum of money in ten-thousandths, exact; null for text that is no amount (docs/spec/sitecore.md §2.4, "Money"). */
export function parseAmount(text: string): bigint | null {
  const match = DECIMAL.exec(text)
  if (match === null) return null
  const units = BigInt(match[1] as string) * SCALE + BigInt((match[2] ?? '').padEnd(4, '0'))
  return text.startsWith('-') ? -units : units
}

/** The inverse of {@link parseAmount}, always with four decimals. */
export function formatAmount(amount: bigint): string {
  const digits = (amount < 0n ? -amount : amount).toString().padStart(5, '0')
  return `${amount < 0n ? '-' : ''}${digits.slice(0, -4)}.${digits.slice(-4)}`
}

/** `1337`, `1337.00` and `0001337.0000` are one amount: `1337.0000`. */
export function normaliseAmount(text: string): string | null {
  const amount = parseAmount(text)
  return amount === null ? null : formatAmount(amount)
}

/** The sum of two amounts as {@link formatAmount} writes them; a sum may grow beyond what one amount may be. */
export function addAmounts(a: string, b: string): string {
  return formatAmount(readUnits(a) + readUnits(b))
}

/** Always four decimals, so the digits are the ten-thousandths. */
function readUnits(normalised: string): bigint {
  return BigInt(normalised.replace('.', ''))
}

export const ZERO_AMOUNT = '0.0000'

/** ISO 4217 for "no currency involved": under it amounts without one are added up. */
export const NO_CURRENCY = 'XXX'
