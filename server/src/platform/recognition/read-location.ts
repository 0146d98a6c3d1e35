import type { Location } from '../../domain/visit-client.ts'

const MAX_NAME_LENGTH = 200

/**
 * The place in a record of a GeoIP2 or GeoLite2 database, or of another one in its shape; names in English. Whatever
 * is in the record otherwise, nothing is thrown. Null where no place is known.
 */
export function readLocation(record: unknown): Location | null {
  const country = readText(readMember(readMember(record, 'country'), 'iso_code'))
  const location: Location = {
    country: country !== null && /^[A-Z]{2}$/.test(country) ? country : null,
    // The first subdivision is the largest: the state, not the county.
    region: readName(readMember(readMember(record, 'subdivisions'), '0')),
    city: readName(readMember(record, 'city')),
  }
  return location.country === null && location.region === null && location.city === null ? null : location
}

function readName(record: unknown): string | null {
  return readText(readMember(readMember(record, 'names'), 'en'))
}

function readMember(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>)[name] : undefined
}

function readText(value: unknown): string | null {
  return typeof value === 'string' && value !== '' ? value.slice(0, MAX_NAME_LENGTH) : null
}
