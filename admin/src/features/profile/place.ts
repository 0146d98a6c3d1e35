import { countryName } from '../../shared/countries.ts'
import { toAlpha2 } from '../../shared/country-codes.ts'
import { isolate } from '../../shared/isolate.ts'
import type { Contact, Visit } from './profile.api.ts'

/** A country in the three letters of a contact, by name. */
export function nameCountry(alpha3: string | null): string | null {
  const alpha2 = alpha3 === null ? null : toAlpha2(alpha3)
  return alpha2 === null ? alpha3 : countryName(alpha2)
}

/** Where a contact says that it lives, else where its latest visit came from. */
export function placeOf(contact: Contact, visit: Visit | null): string | null {
  const own = [contact.city, contact.state, nameCountry(contact.country)].filter(
    (part) => part !== null && part !== '',
  )
  if (own.length > 0) return own.map((part) => isolate(part ?? '')).join(', ')
  return locate(visit?.location ?? null)
}

export function locate(location: Visit['location']): string | null {
  if (location === null) return null
  const { city, region, country } = location
  const parts = [city, region === city ? null : region, country === null ? null : countryName(country)]
  const shown = parts.filter((part) => part !== null && part !== '')
  return shown.length === 0 ? null : shown.map((part) => isolate(part ?? '')).join(', ')
}

/** The time zone of a visit, where its country has one only: of others nobody can tell the time. */
export function zoneOf(visit: Visit | null): string | null {
  const country = visit?.location?.country
  if (country == null || !/^[a-z]{2}$/i.test(country)) return null
  const locale = new Intl.Locale(`und-${country.toUpperCase()}`) as Intl.Locale & {
    getTimeZones?: () => string[] | undefined
  }
  const zones = locale.getTimeZones?.() ?? []
  return zones.length === 1 ? (zones[0] ?? null) : null
}

/** `2:05 PM`, where it is that time. */
export function formatClock(now: number, timeZone: string): string {
  return new Intl.DateTimeFormat(undefined, { timeZone, timeStyle: 'short' }).format(now)
}

/** `Safari 26 · iOS 26 · Apple iPhone`, as far as it is known. */
export function describeDevice(device: Visit['device']): string | null {
  if (device === null) return null
  const parts = [
    [device.browser, device.browserVersion?.split('.')[0]],
    [device.system, nameVersion(device)],
    [device.vendor, device.model],
  ].map((words) => words.filter((word) => word != null && word !== '').join(' '))
  const shown = parts.filter((part) => part !== '')
  return shown.length === 0 ? device.type : shown.join(' · ')
}

/** A browser says the same on Windows 10 and 11. */
function nameVersion({ system, systemVersion }: NonNullable<Visit['device']>): string | null {
  return system === 'Windows' && /^(NT )?10(\.0)?$/.test(systemVersion ?? '') ? '10/11' : systemVersion
}
