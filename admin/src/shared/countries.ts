import { alpha2Codes } from './country-codes.ts'

const names = new Intl.DisplayNames('en', { type: 'region', fallback: 'none' })

/** By its ISO 3166-1 alpha-2 code; a code that is none stays itself. */
export function countryName(code: string): string {
  return isCode(code) ? (names.of(code) ?? code) : code
}

/** All countries, by name. Browsers also name codes that are obsolete, and some that are no country. */
export function listCountries(): { code: string; name: string }[] {
  return alpha2Codes
    .map((code) => ({ code, name: countryName(code) }))
    .sort((a, b) => a.name.localeCompare(b.name))
}

export function isCode(text: string): boolean {
  return /^[A-Z]{2}$/.test(text)
}
