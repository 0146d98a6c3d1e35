import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { noon } from '../../test/support/commands.ts'
import { parseTimestamp } from './parse-timestamp.ts'
import { takeRetryFields } from './retry-fields.ts'

const hours = (count: number) => count * 60 * 60_000
const minutes = (count: number) => count * 60_000
const iso = (at: number) => new Date(at).toISOString()
const timeOf = (timestamp: string) => {
  const { occurredAt, timeSource } = takeRetryFields({ timestamp }, noon)?.fields ?? {}
  return [timeSource, occurredAt]
}

describe('a messageId', () => {
  test('of 1 to 128 characters is taken off the item, its name in any case', () => {
    for (const name of ['messageId', 'MessageId', 'MESSAGEID', 'messageid']) {
      for (const messageId of ['m', ' ', 'x'.repeat(128)]) {
        expect(takeRetryFields({ a: 1, [name]: messageId }, noon)).toEqual({
          item: { a: 1 },
          fields: { messageId, occurredAt: noon, timeSource: 'server' },
        })
      }
    }
  })

  test.each(['', 'x'.repeat(129), 5, null, true, {}, ['m']])(
    '%j is none, and stays on the item',
    (messageId) => {
      expect(takeRetryFields({ messageId }, noon)).toBeNull()
      expect(takeRetryFields({ messageId, timestamp: iso(noon) }, noon)?.item).toEqual({ messageId })
    },
  )

  test('that comes twice, in two cases, is the later one', () => {
    const taken = takeRetryFields({ messageId: 'a', MESSAGEID: 'b', messageID: '' }, noon)
    expect(taken).toMatchObject({ item: { messageID: '' }, fields: { messageId: 'b' } })
  })
})

describe('a timestamp', () => {
  test.each([
    ['2026-03-02T12:00:00Z', noon],
    ['2026-03-02t12:00:00z', noon],
    ['2026-03-02T12:00:00.000000000Z', noon],
    ['2026-03-02T11:59:59.9Z', noon - 100],
    ['2026-03-02T11:59:59.98765Z', noon - 13],
    ['2026-03-02T13:30:00+01:30', noon],
    ['2026-03-02T04:00:00-08:00', noon],
    ['2026-03-02T12:00:00-00:00', noon],
    ['2026-03-01T23:59:60Z', Date.parse('2026-03-02T00:00:00Z')],
    ['2026-03-02T00:59:60+01:00', Date.parse('2026-03-02T00:00:00Z')],
  ])('%s is the client’s time', (timestamp, at) => {
    expect(timeOf(timestamp)).toEqual(['client', at])
  })

  test.each([
    '2026-03-02',
    '2026-03-02T12:00:00',
    '2026-03-02 12:00:00Z',
    '2026-03-02T12:00Z',
    '2026-03-02T12:00:00.Z',
    '2026-03-02T12:00:00+0100',
    '2026-03-02T12:00:00+24:00',
    '2026-03-02T12:00:00+01:60',
    '2026-03-02T24:00:00Z',
    '2026-03-02T12:60:00Z',
    '2026-03-02T12:00:61Z',
    '2026-03-02T12:00:60Z',
    '2026-02-29T12:00:00Z',
    '2026-13-01T12:00:00Z',
    '2026-00-01T12:00:00Z',
    '2026-03-00T12:00:00Z',
    '2026-3-2T12:00:00Z',
    '+002026-03-02T12:00:00Z',
    ' 2026-03-02T12:00:00Z',
    '2026-03-02T12:00:00Z\n',
    `2026-03-02T12:00:00.${'0'.repeat(100)}Z`,
    '١٢٣٤-03-02T12:00:00Z',
    'yesterday',
    '1772452800000',
    '',
  ])('%j is none', (timestamp) => {
    expect(takeRetryFields({ timestamp }, noon)).toBeNull()
  })

  test.each([1772452800000, null, {}, ['2026-03-02T12:00:00Z']])(
    '%j, which is no text, is none',
    (timestamp) => {
      expect(takeRetryFields({ timestamp }, noon)).toBeNull()
    },
  )

  test('is believed up to 72 hours back and 5 minutes ahead, and moved there from beyond', () => {
    expect(timeOf(iso(noon - hours(72)))).toEqual(['client', noon - hours(72)])
    expect(timeOf(iso(noon - hours(72) - 1))).toEqual(['clamped', noon - hours(72)])
    expect(timeOf(iso(noon + minutes(5)))).toEqual(['client', noon + minutes(5)])
    expect(timeOf(iso(noon + minutes(5) + 1))).toEqual(['clamped', noon + minutes(5)])
    expect(timeOf('0000-01-01T00:00:00+23:59')).toEqual(['clamped', noon - hours(72)])
    expect(timeOf('9999-12-31T23:59:59-23:59')).toEqual(['clamped', noon + minutes(5)])
  })
})

const times = fc.integer({ min: Date.parse('0001-01-01T00:00:00Z'), max: Date.parse('9998-12-31T00:00:00Z') })

test('a time is read back as it was written, in any offset', () => {
  fc.assert(
    fc.property(times, fc.integer({ min: -1439, max: 1439 }), (at, offset) => {
      const sign = offset < 0 ? '-' : '+'
      const [h, m] = [Math.floor(Math.abs(offset) / 60), Math.abs(offset) % 60]
      const two = (n: number) => String(n).padStart(2, '0')
      const local = iso(at + offset * 60_000).slice(0, -1)
      expect(parseTimestamp(`${local}${sign}${two(h)}:${two(m)}`)).toBe(at)
    }),
  )
})

test('what is taken is within the bounds, and the rest of the item stays as it was', () => {
  const values = fc.oneof(fc.jsonValue() as fc.Arbitrary<never>, times.map(iso) as fc.Arbitrary<never>)
  const names = fc.oneof(
    fc.string(),
    fc.constantFrom('messageId', 'MessageID', 'timestamp', 'TimeStamp', '__proto__'),
  )
  fc.assert(
    fc.property(fc.array(fc.tuple(names, values)), (members) => {
      const item = Object.fromEntries(members)
      const taken = takeRetryFields(item, noon)
      if (taken === null) return
      const { occurredAt, messageId, timeSource } = taken.fields
      expect(occurredAt).toBeGreaterThanOrEqual(noon - hours(72))
      expect(occurredAt).toBeLessThanOrEqual(noon + minutes(5))
      if (timeSource === 'server') expect(occurredAt).toBe(noon)
      if (messageId !== null) expect(Object.values(item)).toContain(messageId)
      const left = Object.entries(item).filter(([name]) => Object.hasOwn(taken.item, name))
      expect(Object.entries(taken.item)).toEqual(left)
      for (const name of Object.keys(item)) {
        if (!Object.hasOwn(taken.item, name)) expect(['messageid', 'timestamp']).toContain(name.toLowerCase())
      }
    }),
  )
})
