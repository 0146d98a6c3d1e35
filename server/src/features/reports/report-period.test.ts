import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { addDays, createDayOf } from '../shared/days.ts'
import { Problem } from '../shared/problem.ts'
import { openPeriod, periodBefore } from './report-period.ts'

const iso = (at: number | undefined) => new Date(at ?? Number.NaN).toISOString()

describe('A period of reports', () => {
  test('has a day for each of its days, first and last included', () => {
    const { days, bounds, unit } = openPeriod('2026-02-27', '2026-03-01', 'UTC')
    expect(days).toEqual(['2026-02-27', '2026-02-28', '2026-03-01'])
    expect(bounds.map(iso)).toEqual([
      '2026-02-27T00:00:00.000Z',
      '2026-02-28T00:00:00.000Z',
      '2026-03-01T00:00:00.000Z',
      '2026-03-02T00:00:00.000Z',
    ])
    expect(unit).toBe('day')
  })

  test.each([
    ['2026-03-29', 23],
    ['2026-10-25', 25],
    ['2026-10-26', 24],
  ])('of one day has hours, as many as that day has where clocks change: %s', (day, hours) => {
    const { bounds, unit } = openPeriod(day, day, 'Europe/Berlin')
    expect([unit, bounds.length - 1]).toEqual(['hour', hours])
  })

  test('begins a day after midnight where clocks jump over midnight', () => {
    const { dayBounds } = openPeriod('2024-04-26', '2024-04-27', 'Africa/Cairo')
    expect(dayBounds.map(iso)).toEqual([
      '2024-04-25T22:00:00.000Z',
      '2024-04-26T21:00:00.000Z',
      '2024-04-27T21:00:00.000Z',
    ])
  })

  test('gives a day that a place left out no time', () => {
    const { dayBounds } = openPeriod('2011-12-29', '2011-12-31', 'Pacific/Apia')
    expect(dayBounds[1]).toBe(dayBounds[2])
  })

  test('covers two years and not a day more', () => {
    expect(openPeriod('2024-01-01', addDays('2024-01-01', 730), 'UTC').days).toHaveLength(731)
    expect(() => openPeriod('2024-01-01', addDays('2024-01-01', 731), 'UTC')).toThrow(Problem)
  })

  test('may not end before it begins', () => {
    expect(() => openPeriod('2026-03-02', '2026-03-01', 'UTC')).toThrow('before it begins')
  })

  test('follows the period before it, which is as long', () => {
    const { from, to } = periodBefore(openPeriod('2026-03-01', '2026-03-30', 'UTC'), Date.parse('2026-03-20'))
    expect([from, to]).toEqual(['2026-01-30', '2026-02-28'])
  })

  test('that is a day which goes on follows the day before up to the same time', () => {
    const today = openPeriod('2026-03-02', '2026-03-02', 'UTC')
    const { from, bounds } = periodBefore(today, Date.parse('2026-03-02T02:30:20Z'))
    expect(from).toBe('2026-03-01')
    expect(bounds.map(iso)).toEqual([
      '2026-03-01T00:00:00.000Z',
      '2026-03-01T01:00:00.000Z',
      '2026-03-01T02:00:00.000Z',
      '2026-03-01T02:30:00.000Z',
    ])
  })

  test('has every moment of its days in it, and no other, in every time zone', () => {
    const day = fc.date({ min: new Date('1972-01-01'), max: new Date('2040-01-01'), noInvalidDate: true })
    const zone = fc.constantFrom(...Intl.supportedValuesOf('timeZone'))
    fc.assert(
      fc.property(day, fc.integer({ min: 0, max: 40 }), zone, (first, more, timeZone) => {
        const from = first.toISOString().slice(0, 10)
        const { days, dayBounds } = openPeriod(from, addDays(from, more), timeZone)
        const dayOf = createDayOf(timeZone)
        for (const [n, name] of days.entries()) {
          const [start = 0, end = 0] = dayBounds.slice(n)
          if (start === end) continue
          expect([dayOf(start), dayOf(end - 1)]).toEqual([name, name])
          expect(dayOf(start - 1) < name).toBe(true)
        }
      }),
      { numRuns: 60, examples: [[new Date('1972-01-01'), 0, 'Africa/Monrovia']] },
    )
  })
})
