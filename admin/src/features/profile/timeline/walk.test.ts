import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type WalkKey, walk } from './walk.ts'

const lanes = [
  [
    { id: 'era 1', x: 0 },
    { id: 'era 2', x: 80 },
  ],
  [],
  [
    { id: 'visit 1', x: 5 },
    { id: 'visit 2', x: 50 },
    { id: 'visit 3', x: 95 },
  ],
  [{ id: 'goal', x: 51 }],
]

describe('Keys move', () => {
  test.each<[string, WalkKey, string]>([
    ['visit 1', 'ArrowRight', 'visit 2'],
    ['visit 1', 'ArrowLeft', 'era 1'],
    ['era 1', 'ArrowLeft', 'era 1'],
    ['goal', 'ArrowRight', 'era 2'],
    ['goal', 'ArrowLeft', 'visit 2'],
    ['goal', 'Home', 'era 1'],
    ['goal', 'End', 'visit 3'],
    ['visit 3', 'ArrowRight', 'visit 3'],
    ['visit 2', 'Home', 'visit 1'],
    ['visit 1', 'End', 'visit 3'],
    ['visit 3', 'ArrowUp', 'era 2'],
    ['era 2', 'ArrowDown', 'visit 3'],
    ['visit 1', 'ArrowDown', 'goal'],
    ['goal', 'ArrowDown', 'goal'],
    ['gone', 'ArrowRight', 'era 1'],
  ])('from %s by %s to %s', (from, key, to) => {
    expect(walk(lanes, from, key)).toBe(to)
  })

  test('nowhere where there is nothing', () => {
    expect(walk([[], []], null, 'End')).toBeNull()
  })

  test('to every mark of a lane, and back', () => {
    fc.assert(
      fc.property(fc.uniqueArray(fc.nat(1_000), { minLength: 1, maxLength: 30 }), (xs) => {
        const lane = xs.toSorted((a, b) => a - b).map((x) => ({ id: String(x), x }))
        let id = lane[0]?.id ?? null
        const there = lane.map(() => (id = walk([lane], id, 'ArrowRight')))
        expect(there.at(-1)).toBe(lane.at(-1)?.id)
        for (const _ of lane) id = walk([lane], id, 'ArrowLeft')
        expect(id).toBe(lane[0]?.id)
      }),
    )
  })
})
