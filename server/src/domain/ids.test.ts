import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { newId, parseGuid, timeOfId, toCompactGuid } from './ids.ts'

describe('a new id', () => {
  test('is a UUIDv7 that carries its time', () => {
    const at = Date.parse('2031-05-06T07:08:09.010Z')
    const id = newId(at)
    expect(id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/)
    expect(timeOfId(id)).toBe(at)
  })

  test('is greater than the one before, also within a millisecond and when the clock steps back a little', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 50_000 }), { minLength: 2, maxLength: 50 }), (times) => {
        const ids = times.map((at) => newId(Date.parse('2026-03-02T12:00:00Z') + at))
        expect([...ids].sort()).toEqual(ids)
      }),
    )
    const burst = Array.from({ length: 20_000 }, () => newId())
    expect([...burst].sort()).toEqual(burst)
    expect(new Set(burst).size).toBe(burst.length)
  })
})

test('a clock that was wrong and is set right is followed', () => {
  newId(Date.parse('2099-01-01T00:00:00Z'))
  const at = Date.parse('2026-03-02T12:00:00Z')
  expect(timeOfId(newId(at))).toBe(at)
})

describe('a GUID', () => {
  const notations: ((id: string) => string)[] = [
    (id) => id,
    (id) => id.toUpperCase(),
    (id) => toCompactGuid(id),
    (id) => toCompactGuid(id).toUpperCase(),
    (id) => `{${id}}`,
    (id) => `{${id.toUpperCase()}}`,
    (id) => `(${id})`,
    (id) => ` ${id} `,
  ]
  test('is the same in every notation and case', () => {
    fc.assert(
      fc.property(fc.uuid(), fc.constantFrom(...notations), (id, write) => {
        expect(parseGuid(write(id))).toBe(id)
      }),
    )
  })

  test('is never read out of other text', () => {
    for (const text of [
      '',
      'undefined',
      '{}',
      'Register',
      '{8c9e1a52-0b5d-4c1d-9b61-6d7d5a5b2f10',
      `${newId()}0`,
    ]) {
      expect(parseGuid(text)).toBeNull()
    }
    fc.assert(
      fc.property(fc.string(), (text) => {
        const guid = parseGuid(text)
        expect(guid === null || /^[0-9a-f-]{36}$/.test(guid)).toBe(true)
      }),
    )
  })
})
