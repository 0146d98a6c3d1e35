import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type MarkFacts, type MarkKind, mergeMarks } from './merge-marks.ts'

const mark = (kind: MarkKind, at: number, more: Partial<MarkFacts> = {}): MarkFacts => ({
  kind,
  id: `0198f2c4-1c7e-7d2a-9b7e-${String(at).padStart(12, '0')}`,
  visitId: '0198f2c4-1c7e-7d2a-9b7e-0c5f3a1d2e41',
  at,
  until: at,
  count: 1,
  names: [],
  points: 0,
  monetary: {},
  pageViews: 0,
  url: null,
  robot: false,
  open: false,
  ...more,
})
const named = (name: string, count = 1) => ({ names: [{ name, count }] })

describe('Marks', () => {
  test('in one pixel become one, with all that they say together', () => {
    const merged = mergeMarks(
      [
        mark('outcome', 10, { ...named('Order'), monetary: { EUR: '1.1000' }, url: '/a', points: 1 }),
        mark('outcome', 12, { ...named('Order'), monetary: { EUR: '2.2000', USD: '3.0000' }, points: 2 }),
        mark('outcome', 14, { ...named('Lead'), until: 15 }),
      ],
      (at) => at / 100,
      400,
    )
    expect(merged).toEqual([
      mark('outcome', 10, {
        until: 15,
        count: 3,
        names: [
          { name: 'Order', count: 2 },
          { name: 'Lead', count: 1 },
        ],
        monetary: { EUR: '3.3000', USD: '3.0000' },
        points: 3,
      }),
    ])
  })

  test('of different kinds, of robots and people, open and over, stay apart', () => {
    const marks = [
      mark('visit', 10),
      mark('visit', 10, { robot: true }),
      mark('visit', 10, { open: true }),
      mark('goal', 10),
    ]
    expect(mergeMarks(marks, () => 0, 400)).toEqual(marks)
  })

  const kinds = fc.constantFrom<MarkKind>('visit', 'goal', 'outcome', 'campaign')
  const many = fc.array(fc.tuple(kinds, fc.nat(10_000), fc.boolean(), fc.boolean()), { maxLength: 300 })

  test('are never more than a picture may have, and none is lost', () => {
    fc.assert(
      fc.property(many, fc.integer({ min: 16, max: 400 }), (list, most) => {
        const marks = list
          .map(([kind, at, robot, open]) => mark(kind, at, { robot, open }))
          .sort((a, b) => a.at - b.at)
        const merged = mergeMarks(marks, (at) => at / 10, most)
        expect(merged.length).toBeLessThanOrEqual(most)
        for (const kind of ['visit', 'goal', 'outcome', 'campaign'] as const) {
          expect(countOf(merged, kind)).toBe(countOf(marks, kind))
        }
        for (const [n, one] of merged.entries()) expect(one.at).toBeGreaterThanOrEqual(merged[n - 1]?.at ?? 0)
      }),
    )
  })
})

function countOf(marks: readonly MarkFacts[], kind: MarkKind): number {
  return marks.filter((mark) => mark.kind === kind).reduce((sum, { count }) => sum + count, 0)
}
