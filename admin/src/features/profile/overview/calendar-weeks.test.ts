import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { layOutWeeks } from './calendar-weeks.ts'

describe('The calendar of a year', () => {
  test('ends today, begins the day after a year ago, and holds every day once, in its place of the week', () => {
    fc.assert(
      fc.property(
        fc.date({ min: new Date('2001-01-01'), max: new Date('2099-12-31'), noInvalidDate: true }),
        fc.integer({ min: 1, max: 7 }),
        (date, firstWeekday) => {
          const today = date.toISOString().slice(0, 10)
          const weeks = layOutWeeks([], today, firstWeekday)
          const days = weeks.flat().flatMap((day) => day?.day ?? [])
          expect(days.at(-1)).toBe(today)
          expect([365, 366]).toContain(days.length)
          expect(new Set(days).size).toBe(days.length)
          for (const week of weeks)
            for (const [place, day] of week.entries())
              if (day !== null)
                expect((new Date(day.day).getUTCDay() + 7 - (firstWeekday % 7)) % 7).toBe(place)
        },
      ),
    )
  })

  test('has the deepest shade where most happened, and a shade wherever anything did', () => {
    const days = [
      { day: '2026-03-01', activities: 1 },
      { day: '2026-03-02', activities: 400 },
    ]
    const levels = layOutWeeks(days, '2026-03-10', 1)
      .flat()
      .filter((day) => day !== null && day.activities > 0)
      .map((day) => day?.level)
    expect(levels).toEqual([1, 4])
  })
})
