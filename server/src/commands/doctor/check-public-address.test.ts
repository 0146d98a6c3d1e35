import { expect, test } from 'vitest'
import { defaultSettings, type Settings } from '../../catalogue/settings.ts'
import type { Config } from '../../platform/config.ts'
import { checkPublicAddress } from './check-public-address.ts'

const local = { host: '127.0.0.1', publicUrl: null, trustProxy: false } as const

const advise = (wanted: Partial<Config>, settings: Partial<Settings> = {}) =>
  checkPublicAddress({ ...local, ...wanted }, { ...defaultSettings, ...settings })
    .filter(({ level }) => level !== 'ok')
    .map(({ message }) => message)

const https = 'https://track.example.com'

test.each<[string, Partial<Config>, Partial<Settings>]>([
  ['on this machine alone', {}, {}],
  ['under a local address', { publicUrl: 'http://localhost:4100' }, {}],
  ['behind a trusted proxy', { publicUrl: https, trustProxy: ['10.0.0.1'], host: '0.0.0.0' }, {}],
  ['behind one proxy on this machine', { publicUrl: https, trustProxy: 1 }, { 'cookies.sameSite': 'none' }],
])('a server %s needs no advice', (_where, wanted, settings) => {
  expect(advise(wanted, settings)).toEqual([])
})

test.each<[string, Partial<Config>, Partial<Settings>, RegExp]>([
  ['for others without an address', { host: '0.0.0.0' }, {}, /^WAYMARK_PUBLIC_URL is not set/],
  ['behind a proxy without an address', { trustProxy: 1 }, {}, /^WAYMARK_PUBLIC_URL is not set/],
  ['on https without a trusted proxy', { publicUrl: https }, {}, /WAYMARK_TRUST_PROXY is off/],
  ['on http for the world', { publicUrl: 'http://a.example' }, {}, /begins with http: browsers send/],
  [
    'that trusts one hop and that everybody reaches',
    { publicUrl: https, trustProxy: 1, host: '::' },
    {},
    /can make up an address/,
  ],
  [
    'whose cookies are always Secure, on http',
    { publicUrl: 'http://a.example' },
    { 'cookies.secure': 'always' },
    /cookies\.secure is "always"/,
  ],
  [
    'whose cookies are for all sites and never Secure',
    {},
    { 'cookies.sameSite': 'none', 'cookies.secure': 'never' },
    /cookies\.sameSite is "none"/,
  ],
])('a server %s is advised', (_what, wanted, settings, sentence) => {
  expect(advise(wanted, settings)).toContainEqual(expect.stringMatching(sentence))
})
