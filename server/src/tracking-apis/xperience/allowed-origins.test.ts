import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { allowOrigin, parseAllowedOrigins } from './allowed-origins.ts'

const setting =
  'www.example.com; sampleapp.net;localhost:3000;https://full.example.org;bücher.example;[::1]:8080'
const allow = (origin: string | undefined, list = setting) => allowOrigin(parseAllowedOrigins(list), origin)

describe('an origin', () => {
  test.each([
    'https://www.example.com',
    'http://www.example.com',
    'https://www.example.com:8443',
    'https://WWW.Example.com',
    'capacitor://sampleapp.net',
    'http://localhost:3000',
    'https://full.example.org',
    'https://full.example.org:443',
    'https://xn--bcher-kva.example',
    'http://[::1]:8080',
  ])('%s is allowed and echoed as it was sent', (origin) => {
    expect(allow(origin)).toBe(origin)
  })

  test.each([
    undefined,
    '',
    'null',
    'https://evil-www.example.com',
    'https://www.example.com.evil.net',
    'https://evil.net/www.example.com',
    'https://evil.net?www.example.com',
    'https://evil.net#www.example.com',
    'https://www.example.com@evil.net',
    'https://evil.net\\www.example.com',
    'https://evil.net:80www.example.com',
    'https://www.example.com:evil.net',
    'https://www.example.com:443:80',
    'https://www.example.com, https://evil.net',
    'https://www.example.com https://evil.net',
    'https://example.com',
    'https://sub.www.example.com',
    'https://www.example.com.',
    'www.example.com',
    '//www.example.com',
    'http://localhost',
    'http://localhost:3001',
    'http://full.example.org',
    'https://full.example.org:8443',
    'https://wwwxexample.com',
    '*',
  ])('%s is not allowed', (origin) => {
    expect(allow(origin)).toBeNull()
  })

  test('is nobody’s without a list, and everybody’s with a star in it', () => {
    expect(allow('https://www.example.com', ' ; ')).toBeNull()
    expect(allow('https://www.example.com', '')).toBeNull()
    expect(allow('https://evil.net', 'www.example.com;*')).toBe('*')
    expect(allow('null', '*')).toBe('*')
    expect(allow(undefined, '*')).toBe('*')
  })

  test('is not let in by an entry that makes no sense', () => {
    for (const entry of [
      '*.example.com',
      'https://',
      'a b.example.com',
      'x@www.example.com',
      'www.example.com/path',
    ]) {
      expect(allow('https://www.example.com', entry)).toBeNull()
    }
  })

  test('is allowed by its host alone: no text before or after it slips through', () => {
    const piece = fc.oneof(
      fc.string({ minLength: 1, maxLength: 5 }),
      fc.constantFrom('.', '@', '/', '.evil.net', 'evil-'),
    )
    fc.assert(
      fc.property(piece, fc.boolean(), (text, isBefore) => {
        const host = isBefore ? `${text}www.example.com` : `www.example.com${text}`
        const allowed = allow(`https://${host}`, 'www.example.com')
        // What is left is a port, which a host without one allows.
        if (allowed !== null) expect(host).toMatch(/^www\.example\.com:\d{1,5}$/)
      }),
      { numRuns: 1_000 },
    )
  })
})
