import fc from 'fast-check'
import { expect, test } from 'vitest'
import { drawIdenticon } from './avatar.tsx'

test('A picture is the same from both sides, and within its frame, whatever the id', () => {
  fc.assert(
    fc.property(fc.oneof(fc.uuid(), fc.string()), (id) => {
      const { hue, cells } = drawIdenticon(id)
      expect(hue).toBeGreaterThanOrEqual(0)
      expect(hue).toBeLessThan(360)
      const all = new Set(cells.map((cell) => cell.join()))
      expect(all.size).toBe(cells.length)
      for (const [column, row] of cells) expect(all.has([4 - column, row].join())).toBe(true)
    }),
  )
})

test('Contacts that came one after the other do not look alike', () => {
  const [one, other] = ['0198f2c4-1c7e-7000-9b7e-0c5f3a1d2e4b', '0198f2c4-1c7e-7001-9b7e-8d1f7b2c9a03']
  expect(drawIdenticon(one)).not.toEqual(drawIdenticon(other))
})
