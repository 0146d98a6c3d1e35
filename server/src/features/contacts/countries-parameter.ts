import { countryFacet } from '../../domain/contact-facets.ts'
import { textsParameter } from '../shared/list-parameters.ts'
import type { Parameter } from '../shared/parameters.ts'

const texts = textsParameter(
  'Only with a visit from one of these countries: ISO 3166-1 alpha-2, separated by commas.',
)

/** Countries by their two letters, in any case. */
export const countriesParameter: Parameter<readonly string[] | null> = {
  ...texts,
  accepts: 'one or several codes of countries with two letters, such as DE, separated by commas',
  read(text) {
    const codes = texts.read(text)
    if (codes == null) return codes
    const upper = codes.map((code) => code.toUpperCase())
    return upper.every((code) => countryFacet(code) !== null) ? upper : undefined
  },
}
