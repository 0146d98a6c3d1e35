const names = new Intl.DisplayNames('en', { type: 'region', fallback: 'none' })

/** By its ISO 3166-1 alpha-2 code; a code that is none stays itself. */
export function countryName(code: string): string {
  return isCode(code) ? (names.of(code) ?? code) : code
}

/** What is named like a country and is none: unions, and codes for tests. */
const noCountries = new Set(['EU', 'EZ', 'UN', 'QO', 'XA', 'XB', 'ZZ'])
/** Codes that mean what another one means now. */
const retired = new Set(['AN', 'BU', 'CS', 'DD', 'FX', 'NT', 'SU', 'TP', 'YD', 'YU', 'ZR', 'UK'])

/** All countries, by name. */
export function listCountries(): { code: string; name: string }[] {
  const letters = [...'ABCDEFGHIJKLMNOPQRSTUVWXYZ']
  const countries = letters
    .flatMap((first) => letters.map((second) => first + second))
    .filter((code) => !noCountries.has(code) && !retired.has(code))
    .flatMap((code) => {
      const name = names.of(code)
      return name === undefined ? [] : [{ code, name }]
    })
  return countries.sort((a, b) => a.name.localeCompare(b.name))
}

export function isCode(text: string): boolean {
  return /^[A-Z]{2}$/.test(text)
}
