import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { city, writePlaces } from './support/places.ts'
import { installSitecore, KEY, type SitecoreInstallation } from './support/sitecore-installation.ts'

/** Which address a visit is said to come from, what is kept of it and where that is. */

const event = `/sitecore/api/jss/track/event?sc_apikey=${encodeURIComponent(KEY)}`

let folder: string
let geoIpFile: string
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'waymark-places-'))
  geoIpFile = join(folder, 'places.mmdb')
  await writeFile(
    geoIpFile,
    writePlaces({
      '192.0.2.0/25': city('DE', 'Bavaria', 'Munich'),
      '192.0.2.128/25': city('AT', 'Tyrol', 'Innsbruck'),
    }),
  )
})
afterAll(() => rm(folder, { recursive: true }))

let waymark: SitecoreInstallation
afterEach(() => waymark?.close())

async function install(options: { trust?: string; store?: string; geoIp?: boolean }): Promise<void> {
  waymark = await installSitecore({
    settings: options.store === undefined ? {} : { 'addresses.store': options.store },
    env: {
      ...(options.trust !== undefined && { WAYMARK_TRUST_PROXY: options.trust }),
      ...(options.geoIp && { WAYMARK_GEOIP: geoIpFile }),
    },
  })
}

/** The visit that a request makes which comes from `peer` and says that it was forwarded for these. */
async function visitFrom(peer: string, forwardedFor?: string) {
  const reply = await waymark.app.inject({
    method: 'POST',
    url: event,
    payload: [{ eventId: 'Download' }],
    remoteAddress: peer,
    headers: forwardedFor === undefined ? {} : { 'x-forwarded-for': forwardedFor },
  })
  const visitor = reply.headers['x-waymark-visitor']
  const { items } = await waymark.read(`/contacts/${visitor}/visits`)
  return waymark.read(`/visits/${items[0].id}`)
}
const addressFrom = async (peer: string, forwardedFor?: string) =>
  (await visitFrom(peer, forwardedFor)).address

describe('the address of a visit', () => {
  test('is that of the peer where no proxy is trusted: a forged X-Forwarded-For is ignored', async () => {
    await install({ store: 'full' })
    expect(await addressFrom('198.51.100.9')).toBe('198.51.100.9')
    expect(await addressFrom('198.51.100.9', '192.0.2.7')).toBe('198.51.100.9')
    expect(await addressFrom('::ffff:198.51.100.9', '192.0.2.7')).toBe('198.51.100.9')
  })

  test('is what trusted addresses and ranges say, and from any other peer what is forged counts for nothing', async () => {
    await install({ store: 'full', trust: '10.0.0.0/8,2001:db8:ffff::/48' })
    expect(await addressFrom('10.1.2.3', '192.0.2.7')).toBe('192.0.2.7')
    expect(await addressFrom('2001:db8:ffff::1', '2001:DB8:0::7')).toBe('2001:db8::7')
    expect(await addressFrom('::ffff:10.1.2.3', '192.0.2.7:50123')).toBe('192.0.2.7')
    // The client wrote the first entry itself; the proxies added the rest.
    expect(await addressFrom('10.1.2.3', '203.0.113.66, 192.0.2.7, 10.9.9.9')).toBe('192.0.2.7')
    expect(await addressFrom('198.51.100.9', '192.0.2.7')).toBe('198.51.100.9')
    expect(await addressFrom('2001:db8:fffe::1', '192.0.2.7')).toBe('2001:db8:fffe::1')
  })

  test('is what the n-th proxy says, however much the client forges before it', async () => {
    await install({ store: 'full', trust: '2' })
    expect(await addressFrom('10.1.2.3', '192.0.2.7, 10.9.9.9')).toBe('192.0.2.7')
    expect(await addressFrom('10.1.2.3', '203.0.113.66, 203.0.113.67, 192.0.2.7, 10.9.9.9')).toBe('192.0.2.7')
    expect(await addressFrom('10.1.2.3')).toBe('10.1.2.3')
  })

  test('is not kept where it is none', async () => {
    await install({ store: 'full', trust: '1' })
    expect(await addressFrom('10.1.2.3', 'unknown')).toBeNull()
    expect(await addressFrom('10.1.2.3', '<script>')).toBeNull()
  })
})

describe('the setting addresses.store', () => {
  test('keeps half an address by default, and the place is that of the whole one', async () => {
    await install({ geoIp: true })
    expect(await visitFrom('192.0.2.7')).toMatchObject({
      address: '192.0.2.0',
      location: { country: 'DE', region: 'Bavaria', city: 'Munich' },
    })
    // Cut off, it would be in Munich too.
    expect(await visitFrom('192.0.2.200')).toMatchObject({
      address: '192.0.2.0',
      location: { country: 'AT', region: 'Tyrol', city: 'Innsbruck' },
    })
    expect(await visitFrom('2001:db8:1:2::3')).toMatchObject({ address: '2001:db8:1::', location: null })
  })

  test('none keeps no address, and the place all the same', async () => {
    await install({ store: 'none', geoIp: true })
    expect(await visitFrom('192.0.2.7')).toMatchObject({ address: null, location: { city: 'Munich' } })
  })
})

test('without WAYMARK_GEOIP a visit has no place', async () => {
  await install({})
  expect((await visitFrom('192.0.2.7')).location).toBeNull()
})
