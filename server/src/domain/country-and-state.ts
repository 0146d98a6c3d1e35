// Not the package's main file, which loads the names of all countries in seventy languages.
import countries from 'i18n-iso-countries/index.js'

/** Netherlands Antilles: dissolved in 2010, still in the vendor's table. */
const LEGACY = ['ANT']
/** Åland Islands, which the vendor's table lacks, and Kosovo, which it has without a code (ISO gives it none either). */
const LEFT_OUT = ['ALA', 'XKK']

const countryCodes = new Set([...Object.keys(countries.getAlpha3Codes()), ...LEGACY])
for (const code of LEFT_OUT) countryCodes.delete(code)

const stateCodes = new Set(
  (
    'AL AK AZ AR CA CO CT DE DC FL GA HI ID IL IN IA KS KY LA ME MD MA MI MN MS MO ' +
    'MT NE NV NH NJ NM NY NC ND OH OK OR PA RI SC SD TN TX UT VT VA WA WV WI WY'
  ).split(' '),
)

/**
 * The ISO 3166-1 alpha-3 code in upper case, or null when the vendor has no such country (docs/spec/xperience.md §1.7).
 */
export function parseCountryCode(text: string): string | null {
  return findCode(countryCodes, text)
}

/** The two-letter code of one of the 50 states of the USA or of its federal district, in upper case, or null. */
export function parseStateCode(text: string): string | null {
  return findCode(stateCodes, text)
}

function findCode(codes: ReadonlySet<string>, text: string): string | null {
  const code = text.toUpperCase()
  return codes.has(code) ? code : null
}
