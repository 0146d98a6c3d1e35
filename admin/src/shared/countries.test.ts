import { expect, test } from 'vitest'
import { countryName, listCountries } from './countries.ts'

test('No country is listed twice, as under a code that is obsolete', () => {
  const names = listCountries().map(({ name }) => name)
  expect(names.filter((name, n) => names.indexOf(name) !== n)).toEqual([])
  expect(names.length).toBeGreaterThan(200)
})

test('Countries are those of the ISO list, by name', () => {
  const codes = listCountries().map(({ code }) => code)
  for (const obsolete of ['DY', 'HV', 'NH', 'VD', 'RH', 'UK', 'ZZ']) expect(codes).not.toContain(obsolete)
  expect(codes.slice(0, 2)).toEqual(['AF', 'AX'])
  expect(countryName('DE')).toBe('Germany')
})
