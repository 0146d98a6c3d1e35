import type { ContactFields } from '../../domain/contact-fields.ts'
import type { Device, Location, VisitClient } from '../../domain/visit-client.ts'
import { employerPositions, employers, positions } from './company.ts'
import type { Random } from './random.ts'
import { type Place, type Region, regions } from './regions.ts'

/** Where somebody comes from and by what name they go; nobody but themselves knows before they tell. */
export interface Person {
  readonly region: Region
  readonly place: Place
  readonly fields: ContactFields
  readonly email: string
}

const totalWeight = regions.reduce((sum, { weight }) => sum + weight, 0)

export function pickRegion(random: Random): Region {
  let rest = random.fraction() * totalWeight
  for (const region of regions) {
    rest -= region.weight
    if (rest < 0) return region
  }
  return regions[0] as Region
}

/**
 * A person. The e-mail address is unique by `number` within its seed, and by a tag between seeds: two people with one
 * address would be merged. All its domains are for examples (RFC 2606).
 */
export function describePerson(
  random: Random,
  region: Region,
  options: { readonly number: number; readonly seed: number; readonly isBusiness: boolean },
): Person {
  const first = random.pick(region.firstNames)
  const last = random.pick(region.lastNames)
  const place = random.pick(region.places)
  const employer = options.isBusiness ? random.pick(employers) : null
  const local = random.pick([
    `${first.ascii}.${last.ascii}${options.number}`,
    `${first.ascii}${last.ascii}.${options.number}`,
    `${first.ascii.slice(0, 1)}.${last.ascii}${options.number}`,
    `${first.ascii}_${options.number}`,
  ])
  const tag = options.seed === 1 ? '' : `+${options.seed}`
  const domain = employer === null ? random.pick(mailDomains) : `${domainOf(employer)}.example`
  const email = `${local}${tag}@${domain}`
  const fields: ContactFields = {
    email,
    firstName: first.text,
    lastName: last.text,
    country: region.country,
    ...(place.state !== null && { state: place.state }),
    ...(random.chance(0.7) && { city: place.city }),
    ...(random.chance(0.35) && {
      zip: place.zip,
      address1: addressOf(random, region),
    }),
    ...(random.chance(0.3) && { mobilePhone: `${region.phonePrefix}${random.between(10, 99)}` }),
    ...(random.chance(0.15) && { middleName: random.pick(region.firstNames).text }),
    ...(random.chance(0.2) && { birthday: birthday(random) }),
    ...(employer !== null && {
      companyName: employer,
      jobTitle: random.pick(employerPositions),
      businessPhone: `${region.phonePrefix}${random.between(10, 99)}`,
      ...(random.chance(0.3) && { notes: `Asked for ${random.between(4, 60)} bikes.` }),
    }),
    ...(employer === null && random.chance(0.1) && { jobTitle: random.pick(positions) }),
  }
  return { region, place, fields, email }
}

const mailDomains = ['example.com', 'example.net', 'example.org', 'mail.example.com', 'post.example.net']

function domainOf(employer: string): string {
  return employer
    .toLowerCase()
    .normalize('NFD')
    .replace(/[^a-z]+/g, '')
}

function addressOf(random: Random, region: Region): string {
  const number = random.between(1, 180)
  const street = random.pick(region.streets)
  return region.country === 'USA' || region.country === 'GBR' ? `${number} ${street}` : `${street} ${number}`
}

function birthday(random: Random): string {
  const two = (value: number): string => value.toString().padStart(2, '0')
  return `${random.between(1948, 2006)}-${two(random.between(1, 12))}-${two(random.between(1, 28))}`
}

function device(
  type: string,
  vendor: string | null,
  model: string | null,
  [browser, browserVersion]: readonly [string, string],
  [system, systemVersion]: readonly [string, string | null],
): Device {
  return { type, vendor, model, browser, browserVersion, system, systemVersion }
}

export const desktops: readonly Device[] = [
  device('desktop', null, null, ['Chrome', '143.0'], ['Windows', '10']),
  device('desktop', null, null, ['Firefox', '146.0'], ['Windows', '10']),
  device('desktop', 'Apple', null, ['Safari', '26.1'], ['macOS', '15.7']),
  device('desktop', 'Apple', null, ['Chrome', '143.0'], ['macOS', '15.7']),
  device('desktop', null, null, ['Microsoft Edge', '143.0'], ['Windows', '10']),
  device('desktop', null, null, ['Firefox', '146.0'], ['Linux', '6.12']),
]
export const phones: readonly Device[] = [
  device('mobile', 'Apple', 'iPhone', ['Safari', '26.1'], ['iOS', '26.1']),
  device('mobile', 'Samsung', 'SM-S931B', ['Samsung Internet', '29.0'], ['Android', '16']),
  device('mobile', 'Google', 'Pixel 9', ['Chrome', '143.0'], ['Android', '16']),
  device('mobile', 'Apple', 'iPhone', ['Chrome', '143.0'], ['iOS', '26.0']),
  device('tablet', 'Apple', 'iPad', ['Safari', '26.1'], ['iOS', '26.1']),
]
const crawlers: readonly Device[] = [
  device('bot', null, null, ['Googlebot', '2.1'], ['Linux', null]),
  device('bot', null, null, ['BingBot', '2.0'], ['Linux', null]),
]

/** What is noted of a browser. Addresses are of the networks for documentation (RFC 5737), cut as by default. */
export function describeClient(random: Random, region: Region, place: Place, kind: Device): VisitClient {
  const location: Location = { country: region.country2, region: place.state, city: place.city }
  return { isRobot: false, device: kind, location, address: random.pick(networks) }
}

export function describeCrawler(random: Random): VisitClient {
  return { isRobot: true, device: random.pick(crawlers), location: null, address: random.pick(networks) }
}

const networks = ['192.0.2.0', '198.51.100.0', '203.0.113.0']
