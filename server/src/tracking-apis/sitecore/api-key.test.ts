import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  createSitecoreCatalogue,
  disabledKey,
  everywhereKey,
  openKey,
} from '../../../test/support/sitecore.ts'
import { readApiKey } from './api-key.ts'

const { snapshot } = createSitecoreCatalogue()
const read = (query: unknown, headers: Record<string, string> = {}) =>
  readApiKey({ query, headers }, snapshot)
const nameOf = (reading: ReturnType<typeof read>) =>
  reading.status === 'valid' ? reading.key.name : reading.status

test('a key is found in every GUID notation and case, in a query parameter of any case or a header', () => {
  const digits = openKey.replaceAll(/[{}-]/g, '')
  const dashed = openKey.slice(1, -1)
  const notations = fc.constantFrom(openKey, dashed, digits, `(${dashed})`, `{${digits}}`, ` ${dashed} `)
  fc.assert(
    fc.property(
      notations.chain((text) => fc.mixedCase(fc.constant(text))),
      fc.mixedCase(fc.constant('sc_apikey')),
      (key, parameter) => {
        expect(nameOf(read({ [parameter]: key }))).toBe('key 1')
        expect(nameOf(read({}, { sc_apikey: key }))).toBe('key 1')
      },
    ),
  )
})

describe('of several keys', () => {
  test('the one in the query wins over the one in the header', () => {
    expect(nameOf(read({ sc_apikey: everywhereKey }, { sc_apikey: openKey }))).toBe('key 3')
    expect(nameOf(read({ sc_apikey: 'x' }, { sc_apikey: openKey }))).toBe('invalid')
    expect(nameOf(read({ sc_apikey: ' ' }, { sc_apikey: openKey }))).toBe('key 1')
  })

  test('in a repeated parameter all must be the same', () => {
    expect(nameOf(read({ sc_apikey: [openKey, openKey.toLowerCase()] }))).toBe('key 1')
    expect(nameOf(read({ sc_apikey: openKey, SC_APIKEY: openKey }))).toBe('key 1')
    expect(nameOf(read({ sc_apikey: [openKey, everywhereKey] }))).toBe('invalid')
  })
})

test('none at all is told apart from one that is wrong', () => {
  expect(nameOf(read({}))).toBe('missing')
  expect(nameOf(read({ sc_apikey: '' }, { sc_apikey: ' ' }))).toBe('missing')
})

test.each([
  ['undefined', 'environment variable'],
  ['Null', 'environment variable'],
  ['x', 'no GUID'],
  ['00000000-0000-0000-0000-000000000001', 'no API key of this server'],
  [disabledKey, 'disabled'],
])('the key %s is refused with the text of the vendor and a reason', (sc_apikey, reason) => {
  const reading = read({ sc_apikey })
  const message = reading.status === 'invalid' ? reading.refusal.message : ''
  expect(message).toMatch(/^API key is not valid/)
  expect(message).toContain(reason)
})
