import { expect, test } from 'vitest'
import { parseCountryCode, parseStateCode } from './country-and-state.ts'

const letters = [...'ABCDEFGHIJKLMNOPQRSTUVWXYZ']

test('there are 249 countries with a code: those of ISO 3166-1 without ALA, and ANT', () => {
  const codes = letters.flatMap((a) => letters.flatMap((b) => letters.map((c) => a + b + c)))
  expect(codes.filter((code) => parseCountryCode(code) !== null)).toHaveLength(249)
  expect(['CZE', 'USA', 'ANT', 'GBR'].map(parseCountryCode)).toEqual(['CZE', 'USA', 'ANT', 'GBR'])
  expect(['ALA', 'XKK', 'XX', 'CZ', 'cze ', '203', ''].map(parseCountryCode)).toEqual(Array(7).fill(null))
})

test('there are 51 states, all of the USA', () => {
  const codes = letters.flatMap((a) => letters.map((b) => a + b))
  expect(codes.filter((code) => parseStateCode(code) !== null)).toHaveLength(51)
  expect(['CA', 'DC', 'WY'].map(parseStateCode)).toEqual(['CA', 'DC', 'WY'])
  expect(['ON', 'PR', 'CAL', 'C', ''].map(parseStateCode)).toEqual(Array(5).fill(null))
})

test('codes are taken in any case and stored in upper case', () => {
  expect(parseCountryCode('cze')).toBe('CZE')
  expect(parseStateCode('nY')).toBe('NY')
})
