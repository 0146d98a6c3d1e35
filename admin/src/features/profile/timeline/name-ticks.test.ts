import { describe, expect, test } from 'vitest'
import { nameTicks } from './name-ticks.ts'
import { findTicks } from './ticks.ts'
import { createTimeAxis } from './time-axis.ts'

const later = Number.POSITIVE_INFINITY
const hour = 3_600_000
const labelsOf = (from: number, hours: number, nowX = later) => {
  const axis = createTimeAxis({ from, until: from + hours * hour }, [], 1_000)
  return nameTicks(findTicks(axis, 'UTC'), 1_000, nowX)
}

describe('The labels of ticks', () => {
  test('say the day once where they are hours, at the first one', () => {
    const labels = labelsOf(Date.UTC(2026, 10, 21, 9, 50), 2).map(({ label }) => label)
    expect(labels[0]).toMatch(/Nov 21.*10:00/)
    expect(labels.slice(1).join()).toMatch(/:30/)
    expect(labels.slice(1).join()).not.toMatch(/Nov/)
  })

  test('say the day at each midnight, also at that of a month or a year', () => {
    const labels = labelsOf(Date.UTC(2026, 11, 31, 18), 12).map(({ label }) => label)
    expect(labels[0]).toMatch(/Dec 31/)
    expect(labels).toContain('Jan 1')
  })

  test('stay as they are where each is a day or more', () => {
    const labels = labelsOf(Date.UTC(2026, 10, 2), 24 * 30).map(({ label }) => label)
    expect(labels.join()).not.toMatch(/:00/)
  })

  test('touch neither each other nor an edge nor the word Now', () => {
    for (let minute = 0; minute < 120; minute += 7) {
      const labels = labelsOf(Date.UTC(2026, 10, 21, 22, minute), 3, 800)
      expect(labels.filter(({ label }) => /Nov/.test(label)).length).toBeGreaterThan(0)
      for (const [n, { x, label }] of labels.entries()) {
        const [half, before] = [label.length > 8 ? 52 : 28, labels[n - 1]]
        expect(x - half).toBeGreaterThanOrEqual(
          before === undefined ? 0 : before.x + (before.label.length > 8 ? 52 : 28),
        )
        expect(x).toBeLessThan(752)
      }
    }
  })
})
