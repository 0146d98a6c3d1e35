import { expect, test } from 'vitest'
import { createCalendar } from './calendar.ts'

const at = (iso: string): number => Date.parse(iso)

test('a day is that of the time zone, also across a change of summer time', () => {
  const dayOf = createCalendar(() => 'Europe/Prague')
  expect(dayOf(at('2026-03-28T22:59:59.999Z'))).toBe('2026-03-28')
  expect(dayOf(at('2026-03-28T23:00:00.000Z'))).toBe('2026-03-29')
  expect(dayOf(at('2026-03-29T21:59:59.999Z'))).toBe('2026-03-29')
  expect(dayOf(at('2026-03-29T22:00:00.000Z'))).toBe('2026-03-30')
})

test('zones that differ by quarters of an hour have their own midnight', () => {
  const dayOf = createCalendar(() => 'Asia/Kathmandu')
  expect(dayOf(at('2026-11-22T18:14:59.999Z'))).toBe('2026-11-22')
  expect(dayOf(at('2026-11-22T18:15:00.000Z'))).toBe('2026-11-23')
})

test('a change of the time zone counts from the next moment on', () => {
  let zone = 'UTC'
  const dayOf = createCalendar(() => zone)
  expect(dayOf(at('2026-11-22T23:30:00Z'))).toBe('2026-11-22')
  zone = 'Europe/Prague'
  expect(dayOf(at('2026-11-22T23:30:00Z'))).toBe('2026-11-23')
})
