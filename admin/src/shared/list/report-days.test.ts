import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { openPeriod } from '../../../../server/src/features/reports/report-period.ts'
import { isInOrder } from './days.ts'
import { dayOf, endOf, startOf } from './report-days.ts'

const zones = [
  'UTC',
  'Europe/Berlin',
  'Pacific/Auckland',
  'Pacific/Apia',
  'America/Los_Angeles',
  'America/Sao_Paulo',
  'Asia/Kathmandu',
  'Africa/Monrovia',
]
const day = fc
  .integer({ min: Date.parse('1972-01-02') / 86_400_000, max: Date.parse('2100-01-01') / 86_400_000 })
  .map((days) => new Date(days * 86_400_000).toISOString().slice(0, 10))

describe('A day in an address', () => {
  test('begins and ends when the day of a report does, in any zone', () => {
    fc.assert(
      fc.property(day, fc.constantFrom(...zones), (day, zone) => {
        const { dayBounds } = openPeriod(day, day, zone)
        expect([startOf(day, zone), endOf(day, zone)].map((at) => Date.parse(at))).toEqual(dayBounds)
      }),
    )
  })

  test('is another one at the same moment elsewhere', () => {
    const at = Date.parse('2026-11-21T23:30:00Z')
    expect(dayOf(at, 'Europe/Berlin')).toBe('2026-11-22')
    expect(dayOf(at, 'America/Los_Angeles')).toBe('2026-11-21')
  })

  test('may stand beside a moment, which is what it is', () => {
    expect(startOf('2026-11-22T10:00:00Z', 'Europe/Berlin')).toBe('2026-11-22T10:00:00Z')
    expect(isInOrder('2026-11-22T10:00:00Z', '2026-11-22')).toBe(true)
    expect(isInOrder('2026-11-22', '2026-11-22')).toBe(true)
    expect(isInOrder('2026-11-23', '2026-11-22')).toBe(false)
    expect(isInOrder('2026-11-24T10:00:00Z', '2026-11-22')).toBe(false)
    expect(isInOrder(undefined, '2026-11-22')).toBe(true)
  })
})
