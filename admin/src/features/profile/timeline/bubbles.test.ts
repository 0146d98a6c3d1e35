import fc from 'fast-check'
import { expect, test } from 'vitest'
import { gatherBubbles } from './bubbles.ts'

const gather = (xs: readonly number[]) =>
  gatherBubbles(
    xs,
    (x) => x,
    (marks) => (marks.length === 1 ? 12 : 12 + 6 * String(marks.length).length),
  )

test('Marks 12 pixels apart stay apart, nearer ones become one in the middle', () => {
  expect(gather([0, 12]).map(({ x }) => x)).toEqual([0, 12])
  expect(gather([0, 11, 40]).map(({ x, marks }) => [x, marks.length])).toEqual([
    [5.5, 2],
    [40, 1],
  ])
})

test('After gathering no two touch, none is lost, and the order stays', () => {
  fc.assert(
    fc.property(fc.array(fc.double({ min: -500, max: 1_500, noNaN: true }), { maxLength: 120 }), (list) => {
      const xs = list.toSorted((a, b) => a - b)
      const bubbles = gather(xs)
      expect(bubbles.flatMap(({ marks }) => marks)).toEqual(xs)
      for (const [n, { x, width }] of bubbles.entries()) {
        const before = bubbles[n - 1]
        if (before === undefined) continue
        expect(x - before.x).toBeGreaterThanOrEqual(12)
        expect(x - width / 2).toBeGreaterThanOrEqual(before.x + before.width / 2 - 1e-9)
      }
    }),
  )
})
