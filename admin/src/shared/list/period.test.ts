import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { periodBetween, readPeriod } from './period.ts'
import { boundsOf } from './period-bounds.ts'

const zone = 'Europe/Berlin'
const now = Date.parse('2026-11-22T12:00:00Z')

describe('A period in an address', () => {
  test.each([
    ['24h', { from: '2026-11-21T12:00:00.000Z' }],
    ['7d', { from: '2026-11-15T12:00:00.000Z' }],
    [
      '2026-11-01T10:00:00.000Z..2026-11-01T11:00:00.000Z',
      { from: '2026-11-01T10:00:00.000Z', to: '2026-11-01T11:00:00.000Z' },
    ],
  ])('%s', (text, bounds) => {
    const period = readPeriod(text)
    expect(period && boundsOf(period, now, zone)).toEqual(bounds)
  })

  test('may be open at either end', () => {
    const open = readPeriod('2026-11-01T10:00:00Z..')
    expect(open && boundsOf(open, now, zone)).toEqual({ from: '2026-11-01T10:00:00Z' })
    expect(periodBetween(undefined, '2026-11-02')).toBe('..2026-11-02')
    expect(periodBetween(undefined, undefined)).toBeUndefined()
  })

  test('of days holds the last one wholly, by the clocks of the zone that reports are in', () => {
    const period = readPeriod('2026-10-25..2026-10-25')
    expect(period && boundsOf(period, now, 'Europe/Berlin')).toEqual({
      from: '2026-10-24T22:00:00.000Z',
      to: '2026-10-25T23:00:00.000Z',
    })
    expect(boundsOf({ kind: 'days', from: null, to: '2026-11-01' }, now, zone).from).toBeUndefined()
  })

  test.each([
    '',
    '..',
    '0d',
    '9999d',
    'yesterday',
    '2026-02-30..',
    '2026-11-02..2026-11-01',
    '2026-11-02T12:00:00+02:00..2026-11-02T10:00:00Z',
    '0001-01-01T00:00:00Z..',
    '2026-02-30T00:00:00Z..',
    '1970-01-01..',
    '..9999-12-31',
    'a..b',
    '1d..2d',
  ])('%j is none', (text) => expect(readPeriod(text)).toBeUndefined())

  test('is read or not, and then has bounds, whatever it is', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.stringMatching(/^[\d.\-hdTZ:]{0,30}$/)), (text) => {
        const period = readPeriod(text)
        if (period !== undefined) boundsOf(period, now, zone)
      }),
    )
  })
})
