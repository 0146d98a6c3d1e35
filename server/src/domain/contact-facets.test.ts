import fc from 'fast-check'
import { expect, test } from 'vitest'
import {
  channelFacet,
  consentFacet,
  countryFacet,
  definitionFacet,
  deviceFacet,
  deviceTypes,
  fieldFacet,
  referrerFacet,
} from './contact-facets.ts'
import { contactFieldNames } from './contact-fields.ts'
import { referrerChannels } from './traffic-channel.ts'

const letters = [...'ABCDEFGHIJKLMNOPQRSTUVWXYZ']

test('No two things have the same facet, and each is an integer of PostgreSQL', () => {
  const numbers = [1, 2, 3, 1000, 2 ** 27 - 1]
  const all = [
    ...numbers.map(definitionFacet),
    ...numbers.map(channelFacet),
    ...referrerChannels.map(referrerFacet),
    ...deviceTypes.map(deviceFacet),
    ...numbers.map(consentFacet),
    ...contactFieldNames.map(fieldFacet),
    ...letters.flatMap((one) => letters.map((other) => countryFacet(one + other))),
  ]
  expect(new Set(all).size).toBe(all.length)
  for (const facet of all) expect(facet).toSatisfy((n: number) => Number.isInteger(n) && n > 0 && n < 2 ** 31)
})

test('What a client says instead of a type of device or a country is no facet', () => {
  fc.assert(
    fc.property(fc.string(), (text) => {
      if (!(deviceTypes as readonly string[]).includes(text)) expect(deviceFacet(text)).toBeNull()
      if (!/^[A-Z]{2}$/.test(text)) expect(countryFacet(text)).toBeNull()
    }),
  )
  expect([deviceFacet(null), deviceFacet(undefined), countryFacet(null), countryFacet('de')]).toEqual([
    null,
    null,
    null,
    null,
  ])
})
