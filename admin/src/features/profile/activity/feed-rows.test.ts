import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { ListedActivity } from '../profile.api.ts'
import { listFeedRows } from './feed-rows.ts'

const start = Date.parse('2026-03-01T00:00:00Z')
const dayOf = (at: number) => new Date(at).toISOString().slice(0, 10)

function activity(hoursAgo: number, visitId: string, index: number): ListedActivity {
  const occurredAt = new Date(start - hoursAgo * 3_600_000).toISOString()
  return { id: `a${index}`, visitId, occurredAt, visit: {} } as ListedActivity
}

test('Every activity stands once, in order, under its day and its visit, and keys do not repeat', () => {
  const deeds = fc.array(
    fc.record({ gap: fc.integer({ min: 0, max: 30 }), visit: fc.constantFrom('v', 'w') }),
  )
  fc.assert(
    fc.property(deeds, (list) => {
      let hours = 0
      const activities = list.map(({ gap, visit }, index) => {
        hours += gap
        return activity(hours, visit, index)
      })
      const rows = listFeedRows(activities, dayOf)
      let day: string | null = null
      let visit: string | null = null
      const seen: string[] = []
      for (const row of rows) {
        if (row.type === 'day') {
          expect(row.day).not.toBe(day)
          day = row.day
          visit = null
        } else if (row.type === 'visit') {
          expect(row.visitId).not.toBe(visit)
          visit = row.visitId
        } else {
          expect(dayOf(Date.parse(row.activity.occurredAt))).toBe(day)
          expect(row.activity.visitId).toBe(visit)
          seen.push(row.activity.id)
        }
      }
      expect(seen).toEqual(activities.map(({ id }) => id))
      expect(new Set(rows.map(({ key }) => key)).size).toBe(rows.length)
    }),
  )
})
