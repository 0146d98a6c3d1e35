import type { SearchField } from '../define-search.ts'
import { isDay, isInOrder, isMoment } from './days.ts'

/** A stretch of time in an address: a preset (`24h`, `7d`), or days (report-days.ts), `2026-11-01..2026-11-07`, either open. */
export type Period =
  | { readonly kind: 'last'; readonly hours: number }
  | { readonly kind: 'days'; readonly from: string | null; readonly to: string | null }
  /** Moments, as a click on a bar of a histogram chooses them. */
  | { readonly kind: 'moments'; readonly from: string | null; readonly to: string | null }

const LONGEST_HOURS = 750 * 24

export function readPeriod(text: string): Period | undefined {
  const [, count, unit] = /^([1-9]\d{0,3})([hd])$/.exec(text) ?? []
  if (count !== undefined) {
    const hours = Number(count) * (unit === 'd' ? 24 : 1)
    return hours <= LONGEST_HOURS ? { kind: 'last', hours } : undefined
  }
  const [from, to, ...more] = text.split('..')
  if (from === undefined || to === undefined || more.length > 0) return undefined
  if (from === '' && to === '') return undefined
  const ends = [from, to].filter((end) => end !== '')
  const kind = ends.every(isMoment) ? 'moments' : ends.every(isDay) ? 'days' : null
  if (kind === null || !isInOrder(from || undefined, to || undefined)) return undefined
  return { kind, from: from || null, to: to || null }
}

/** A period as an address says it. */
export const periodField: SearchField<string> = {
  read: (text) => (readPeriod(text) === undefined ? undefined : text),
}

/** The period of an address that says `from` and `to` by themselves; undefined where it says neither. */
export function periodBetween(from: unknown, to: unknown): string | undefined {
  if (from === undefined && to === undefined) return undefined
  return `${from ?? ''}..${to ?? ''}`
}
