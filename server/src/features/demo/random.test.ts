import fc from 'fast-check'
import { expect, test } from 'vitest'
import { parseGuid, timeOfId } from '../../domain/ids.ts'
import { Random } from './random.ts'

const uint32 = fc.integer({ min: 0, max: 2 ** 32 - 1 })

test('the same key gives the same numbers, whatever was drawn elsewhere', () => {
  fc.assert(
    fc.property(uint32, uint32, fc.integer({ min: 0, max: 9 }), (seed, subject, purpose) => {
      const [a, b] = [new Random(seed, subject, purpose), new Random(seed, subject, purpose)]
      new Random(seed, subject, purpose + 1).uint32()
      expect(Array.from({ length: 20 }, () => a.uint32())).toEqual(
        Array.from({ length: 20 }, () => b.uint32()),
      )
    }),
  )
})

test('ids are UUIDv7 of their moment, and those of neighbouring people differ', () => {
  const at = Date.parse('2026-06-01T10:00:00.123Z')
  const ids = Array.from({ length: 20_000 }, (_, number) => new Random(1, number, 4).id(at, number % 4096))
  expect(new Set(ids).size).toBe(ids.length)
  for (const id of ids.slice(0, 100)) {
    expect(id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/)
    expect(parseGuid(id)).toBe(id)
    expect(timeOfId(id)).toBe(at)
  }
})

test('fractions spread evenly', () => {
  const random = new Random(3, 1, 1)
  const buckets = new Array<number>(10).fill(0)
  for (let draw = 0; draw < 100_000; draw++) {
    const bucket = Math.floor(random.fraction() * 10)
    buckets[bucket] = (buckets[bucket] ?? 0) + 1
  }
  for (const bucket of buckets) expect(Math.abs(bucket - 10_000)).toBeLessThan(500)
})
