import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { findTicks, offsetAt } from './ticks.ts'
import { createTimeAxis } from './time-axis.ts'

const day = 86_400_000

describe('Ticks', () => {
  test('stand at midnight of the zone, also where its clocks change', () => {
    const view = { from: Date.UTC(2026, 2, 26), until: Date.UTC(2026, 3, 2) }
    const ticks = findTicks(createTimeAxis(view, [], 700), 'Europe/Berlin')
    expect(ticks.length).toBeGreaterThan(4)
    for (const { at } of ticks) expect((at + offsetAt(at, 'Europe/Berlin')) % day).toBe(0)
    expect(ticks.map(({ at }) => new Date(at).getUTCHours())).toContain(22)
    expect(ticks.map(({ at }) => new Date(at).getUTCHours())).toContain(23)
  })

  test('are years, months or hours as the zoom asks', () => {
    const labels = (from: number, until: number) =>
      findTicks(createTimeAxis({ from, until }, [], 900), 'UTC').map(({ label }) => label)
    expect(labels(Date.UTC(2016, 5, 1), Date.UTC(2026, 5, 1))).toContain('2020')
    expect(labels(Date.UTC(2026, 0, 15), Date.UTC(2026, 8, 15)).join()).toMatch(/Mar/)
    expect(labels(Date.UTC(2026, 9, 25), Date.UTC(2026, 10, 10))).toContain('Nov 1')
    expect(labels(Date.UTC(2026, 0, 15), Date.UTC(2026, 0, 15, 6)).join()).toMatch(/:00/)
    const seconds = labels(Date.UTC(2026, 0, 15, 8, 59, 50), Date.UTC(2026, 0, 15, 9, 0, 10))
    expect(seconds.join()).toMatch(/8:59:5\d AM.*9:00 AM/)
    expect(new Set(seconds).size).toBe(seconds.length)
  })

  test('never touch, stay in the picture, and avoid what is collapsed', () => {
    const zones = fc.constantFrom('UTC', 'America/St_Johns', 'Asia/Kathmandu', 'Pacific/Apia')
    fc.assert(
      fc.property(
        zones,
        fc.integer({ min: 1, max: 4_000 }),
        fc.integer({ min: 0, max: 3_000 }),
        (zone, n, start) => {
          const from = Date.UTC(2015, 0, 1) + start * day
          const view = { from, until: from + n * day }
          const gaps = [{ from: from + (n * day) / 4, until: from + (n * day) / 2 }]
          const axis = createTimeAxis(view, gaps, 1_000)
          const ticks = findTicks(axis, zone)
          for (const [k, { x, at }] of ticks.entries()) {
            expect(x).toBeGreaterThanOrEqual((ticks[k - 1]?.x ?? -60) + 60)
            expect(x).toBeLessThanOrEqual(1_000)
            expect(axis.gaps.some((gap) => at > gap.from && at < gap.until)).toBe(false)
          }
        },
      ),
      { numRuns: 40 },
    )
  })
})
