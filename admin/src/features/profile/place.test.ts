import { expect, test } from 'vitest'
import { describeDevice, formatClock, locate, zoneOf } from './place.ts'
import type { Visit } from './profile.api.ts'

const visitIn = (country: string | null) =>
  ({ location: { country, region: null, city: null } }) as unknown as Visit

test('The time is told where a country has one zone only', () => {
  expect(zoneOf(visitIn('JP'))).toBe('Asia/Tokyo')
  expect(zoneOf(visitIn('US'))).toBeNull()
  expect(zoneOf(visitIn('<b'))).toBeNull()
  expect(zoneOf(visitIn(null))).toBeNull()
  expect(zoneOf(null)).toBeNull()
  expect(formatClock(Date.parse('2026-01-01T00:00:00Z'), 'Asia/Tokyo')).toMatch(/9/)
})

test('A place has each part once', () => {
  expect(locate({ city: 'Berlin', region: 'Berlin', country: 'DE' })).toBe('Berlin, Germany')
  expect(locate({ city: null, region: null, country: null })).toBeNull()
})

test('A device is described as far as it is known', () => {
  const nothing = {
    type: 'mobile',
    vendor: null,
    model: null,
    browser: null,
    browserVersion: null,
    system: null,
    systemVersion: null,
  }
  expect(describeDevice(nothing)).toBe('mobile')
  expect(
    describeDevice({
      ...nothing,
      browser: 'Safari',
      browserVersion: '26.1.2',
      system: 'iOS',
      vendor: 'Apple',
      model: 'iPhone',
    }),
  ).toBe('Safari 26 · iOS · Apple iPhone')
  const windows = { ...nothing, system: 'Windows' }
  expect(describeDevice({ ...windows, systemVersion: '10' })).toBe('Windows 10/11')
  expect(describeDevice({ ...windows, systemVersion: 'NT 10.0' })).toBe('Windows 10/11')
  expect(describeDevice({ ...windows, systemVersion: '7' })).toBe('Windows 7')
  expect(describeDevice(null)).toBeNull()
})
