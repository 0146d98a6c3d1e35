import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { describeVariables, readConfig } from './config.ts'
import { OperatorError } from './operator-error.ts'

const read = (env: Record<string, string>) => readConfig(env, '/srv/app')

test('an empty environment is a complete configuration', () => {
  expect(read({})).toEqual({
    host: '127.0.0.1',
    port: 4100,
    metricsHost: '127.0.0.1',
    metricsPort: null,
    databaseUrl: null,
    dataFolder: '/srv/app/data',
    provisionFile: null,
    publicUrl: null,
    trustProxy: false,
    sitecorePath: '/sitecore/api/jss/track',
    sitecoreMaxBodyBytes: 1_048_576,
    xperienceMaxBodyBytes: 10_485_760,
    geoIpFile: null,
    plugins: null,
    logLevel: 'info',
  })
})

test('a variable that is set to nothing counts as not set', () => {
  expect(read({ WAYMARK_PORT: '', WAYMARK_HOST: '  ', DATABASE_URL: '' })).toEqual(read({}))
})

test('WAYMARK_PORT and WAYMARK_HOST win over PORT and HOST, which count when they are alone', () => {
  expect(read({ PORT: '80', HOST: '::' })).toMatchObject({ port: 80, host: '::' })
  expect(read({ PORT: '80', WAYMARK_PORT: '81' })).toMatchObject({ port: 81 })
})

test('every variable is described, with a default that can be set as it is written', () => {
  const lines = describeVariables().split('\n')
  expect(lines).toHaveLength(Object.keys(read({})).length)
  expect(lines.every((line) => line.length <= 120)).toBe(true)
  const written = lines.flatMap((line) => {
    const [, name = '', value] = /^ {2}(\w+).*\(default: (.*)\)$/.exec(line) ?? []
    return value === undefined ? [] : [[name, value]]
  })
  expect(written.length).toBeGreaterThan(5)
  expect(read(Object.fromEntries(written))).toEqual(read({}))
})

test('relative paths count from the working folder', () => {
  const paths = {
    WAYMARK_DATA: 'var/data',
    WAYMARK_PROVISION: '/etc/waymark.json',
    WAYMARK_GEOIP: 'city.mmdb',
  }
  expect(read(paths)).toMatchObject({
    dataFolder: '/srv/app/var/data',
    provisionFile: '/etc/waymark.json',
    geoIpFile: '/srv/app/city.mmdb',
  })
})

test('every port is taken, and no other number', () => {
  fc.assert(
    fc.property(fc.integer({ min: -70_000, max: 140_000 }), (port) => {
      const inRange = port >= 0 && port <= 65_535
      if (inRange) expect(read({ WAYMARK_PORT: String(port) }).port).toBe(port)
      else expect(() => read({ WAYMARK_PORT: String(port) })).toThrow(OperatorError)
    }),
  )
})

test('whatever a variable is set to, the start goes on or names that variable in one line', () => {
  const names = [
    ...['WAYMARK_HOST', 'WAYMARK_PORT', 'DATABASE_URL', 'WAYMARK_PUBLIC_URL', 'WAYMARK_TRUST_PROXY'],
    ...['WAYMARK_SITECORE_PATH', 'WAYMARK_SITECORE_MAX_BODY', 'WAYMARK_LOG_LEVEL', 'WAYMARK_DATA'],
  ]
  fc.assert(
    fc.property(fc.constantFrom(...names), fc.string({ unit: 'grapheme' }), (name, value) => {
      try {
        read({ [name]: value })
      } catch (error) {
        if (!(error instanceof OperatorError)) throw error
        const { message, exitStatus } = error
        expect({ message, exitStatus }).toEqual({
          message: expect.stringContaining(`${name}: `),
          exitStatus: 2,
        })
        expect(message).not.toContain('\n')
      }
    }),
  )
})

describe('a wrong value is named together with what is accepted', () => {
  test.each([
    ['WAYMARK_PORT', 'true', 'WAYMARK_PORT: "true" is not accepted. It must be a port from 0 to 65535'],
    ['WAYMARK_PORT', '4.7', 'a port from 0 to 65535'],
    ['PORT', '65536', 'PORT: "65536"'],
    ['WAYMARK_METRICS_PORT', '-1', 'a port from 0 to 65535'],
    ['WAYMARK_METRICS_HOST', 'http://localhost', 'an IP address or a host name'],
    ['WAYMARK_HOST', 'http://localhost', 'an IP address or a host name'],
    ['WAYMARK_PUBLIC_URL', 'track.example.com', 'https://track.example.com'],
    ['WAYMARK_PUBLIC_URL', 'https://a/?b', 'https://track.example.com'],
    ['WAYMARK_TRUST_PROXY', 'yes', 'the number of proxies'],
    ['WAYMARK_TRUST_PROXY', '10.0.0.0/33', 'CIDR'],
    ['WAYMARK_SITECORE_PATH', 'track', 'a path such as'],
    ['WAYMARK_SITECORE_PATH', '/a/:b', 'a path such as'],
    ['WAYMARK_SITECORE_PATH', '/Kentico.Tracking', 'does not begin with /kentico.tracking'],
    ['WAYMARK_SITECORE_PATH', '/api/track', 'does not begin with'],
    ['WAYMARK_SITECORE_PATH', '/custom/Consent', 'end with /consent'],
    ['WAYMARK_SITECORE_MAX_BODY', '1MB', '1MiB'],
    ['WAYMARK_XPERIENCE_MAX_BODY', '2000MiB', 'at most 1024MiB'],
    ['WAYMARK_LOG_LEVEL', 'verbose', 'trace, debug, info'],
  ])('%s=%s', (name, value, message) => {
    expect(() => read({ [name]: value })).toThrow(message)
  })

  test('but DATABASE_URL is not repeated, since it may hold a password', () => {
    expect(() => read({ DATABASE_URL: 'mysql://root:hunter2@db/x' })).toThrow(/^DATABASE_URL: (?!.*hunter2)/)
  })
})

test('all that is wrong is said at once, a line for each variable', () => {
  expect(() => read({ WAYMARK_PORT: 'http', WAYMARK_LOG_LEVEL: 'loud', PORT: '1' })).toThrow(
    /^WAYMARK_PORT: .*\nWAYMARK_LOG_LEVEL: [^\n]*$/,
  )
})

test.each([
  ['WAYMARK_TRUST_PROXY', 'off', { trustProxy: false }],
  ['WAYMARK_TRUST_PROXY', '2', { trustProxy: 2 }],
  ['WAYMARK_TRUST_PROXY', '10.0.0.0/8, ::1', { trustProxy: ['10.0.0.0/8', '::1'] }],
  ['WAYMARK_PUBLIC_URL', 'HTTPS://Track.example.com/', { publicUrl: 'https://track.example.com' }],
  ['WAYMARK_PUBLIC_URL', 'https://example.com/track/', { publicUrl: 'https://example.com/track' }],
  ['WAYMARK_SITECORE_PATH', '/My/Track/', { sitecorePath: '/My/Track' }],
  ['WAYMARK_SITECORE_MAX_BODY', '512', { sitecoreMaxBodyBytes: 512 }],
  ['WAYMARK_SITECORE_MAX_BODY', '64 KiB', { sitecoreMaxBodyBytes: 65_536 }],
  ['WAYMARK_LOG_LEVEL', 'WARN', { logLevel: 'warn' }],
  [
    'DATABASE_URL',
    'postgres:///waymark?host=/run/postgresql',
    { databaseUrl: 'postgres:///waymark?host=/run/postgresql' },
  ],
])('%s=%s is understood', (name, value, expected) => {
  expect(read({ [name]: value })).toMatchObject(expected)
})
