import { describe, expect, test } from 'vitest'
import { nameTicks } from './name-ticks.ts'
import { findTicks } from './ticks.ts'
import { createTimeAxis } from './time-axis.ts'

const later = Number.POSITIVE_INFINITY
const hour = 3_600_000
/** Half of what a label takes, in pixels. */
const halfOf = (label: string) => label.length * 3.4
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

  test('say the year once where they are days, at the first one', () => {
    const labels = labelsOf(Date.UTC(2026, 9, 20), 24 * 30).map(({ label }) => label)
    expect(labels[0]).toMatch(/^Oct \d+, 2026$/)
    expect(labels.slice(1).join()).not.toMatch(/2026|:00/)
    expect(labels.join()).toMatch(/Nov/)
  })

  test('leave out what stands before the first that has room for its day', () => {
    const [first, second] = labelsOf(Date.UTC(2026, 10, 21, 9, 57), 2)
    expect(first?.label).toMatch(/Nov 21/)
    expect(second?.label).not.toMatch(/Nov/)
  })

  test('touch neither each other nor an edge nor the word Now', () => {
    for (let minute = 0; minute < 120; minute += 7) {
      const labels = labelsOf(Date.UTC(2026, 10, 21, 22, minute), 3, 800)
      expect(labels.filter(({ label }) => /Nov/.test(label)).length).toBeGreaterThan(0)
      for (const [n, { x, label }] of labels.entries()) {
        const before = labels[n - 1]
        expect(x - halfOf(label)).toBeGreaterThanOrEqual(
          before === undefined ? 0 : before.x + halfOf(before.label),
        )
        expect(x).toBeLessThan(752)
      }
    }
  })
})
