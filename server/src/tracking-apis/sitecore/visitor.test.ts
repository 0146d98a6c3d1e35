import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { defaultSettings } from '../../catalogue/settings.ts'
import { toCompactGuid } from '../../domain/ids.ts'
import { cookieAttributes, readVisitor } from './visitor.ts'

const nobody = { id: null, flag: 'False', sentCookie: false }
const id = '26c532a6-1c52-4771-9cc8-b68b0c41f7e4'
const cookie = `SC_ANALYTICS_GLOBAL_COOKIE=${toCompactGuid(id)}|False`

describe('the visitor of a request', () => {
  test('is the one of its cookie, wherever in the Cookie header it stands, and the flag is kept', () => {
    const others = fc.array(
      fc.constantFrom('a=b', 'ASP.NET_SessionId=x', 'XSC_ANALYTICS_GLOBAL_COOKIE=1', 'b'),
    )
    fc.assert(
      fc.property(
        fc.uuid(),
        fc.constantFrom('True', 'False'),
        others,
        others,
        (uuid, flag, before, after) => {
          const value = `SC_ANALYTICS_GLOBAL_COOKIE=${toCompactGuid(uuid)}|${flag}`
          const header = [...before, value, ...after].join('; ')
          expect(readVisitor({ cookie: header })).toEqual({ id: uuid, flag, sentCookie: true })
        },
      ),
    )
  })

  test.each([
    ['a bar that a proxy encoded', cookie.replace('|', '%7C')],
    ['a missing flag', cookie.replace('|False', '')],
    ['upper case', cookie.toUpperCase()],
    ['quotation marks', `SC_ANALYTICS_GLOBAL_COOKIE="${toCompactGuid(id)}|False"`],
    ['an empty one before it', `SC_ANALYTICS_GLOBAL_COOKIE=; ${cookie}`],
  ])('is read from a cookie with %s', (_title, header) => {
    expect(readVisitor({ cookie: header })).toEqual({ id, flag: 'False', sentCookie: true })
  })

  test('is the one of the header X-Waymark-Visitor when there is no cookie', () => {
    expect(readVisitor({ 'x-waymark-visitor': id })).toEqual({ ...nobody, id })
    expect(readVisitor({ 'x-waymark-visitor': id.toUpperCase(), cookie: 'a=b' })).toEqual({ ...nobody, id })
  })

  test('is the one of the cookie when both are sent', () => {
    const other = '11111111-1c52-4771-9cc8-b68b0c41f7e4'
    expect(readVisitor({ cookie, 'x-waymark-visitor': other })).toMatchObject({ id, sentCookie: true })
  })

  test.each([
    '',
    '|False',
    'x'.repeat(32),
    `${toCompactGuid(id)}0|False`,
    `${toCompactGuid(id)}|Maybe`,
    '0'.repeat(32),
  ])('is nobody for a cookie %j', (value) => {
    expect(readVisitor({ cookie: `SC_ANALYTICS_GLOBAL_COOKIE=${value}` })).toEqual(nobody)
  })

  test('is nobody for a header that is no UUID', () => {
    for (const header of ['', 'me', `${id}x`, '00000000-0000-0000-0000-000000000000']) {
      expect(readVisitor({ 'x-waymark-visitor': header })).toEqual(nobody)
    }
  })

  test('is read from any header in time that grows with its length only', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary-ascii', maxLength: 500 }), (header) => {
        readVisitor({ cookie: header })
      }),
    )
    const started = performance.now()
    readVisitor({ cookie: `SC_ANALYTICS_GLOBAL_COOKIE${' '.repeat(16_000)};`.repeat(4) })
    expect(performance.now() - started).toBeLessThan(500)
  })
})

describe('the cookie', () => {
  const attributes = (
    secure: 'auto' | 'always' | 'never',
    sameSite: 'auto' | 'none' | 'lax' | 'strict',
    protocol: 'http' | 'https',
    publicUrl: string | null = null,
  ) =>
    cookieAttributes(
      { ...defaultSettings, 'cookies.secure': secure, 'cookies.sameSite': sameSite },
      { protocol },
      publicUrl,
    )
  const common = '; path=/; max-age=315360000; HttpOnly'

  test('is Lax on plain http, and Secure with SameSite=None on https', () => {
    expect(attributes('auto', 'auto', 'http')).toBe(`${common}; SameSite=Lax`)
    expect(attributes('auto', 'auto', 'https')).toBe(`${common}; Secure; SameSite=None`)
    expect(attributes('auto', 'auto', 'http', 'https://track.example.com')).toBe(
      `${common}; Secure; SameSite=None`,
    )
    expect(attributes('auto', 'auto', 'https', 'http://track.example.com')).toBe(
      `${common}; Secure; SameSite=None`,
    )
  })

  test('is as the settings say where they say it', () => {
    expect(attributes('always', 'auto', 'http')).toBe(`${common}; Secure; SameSite=None`)
    expect(attributes('never', 'auto', 'https')).toBe(`${common}; SameSite=Lax`)
    expect(attributes('always', 'strict', 'http')).toBe(`${common}; Secure; SameSite=Strict`)
    expect(attributes('auto', 'none', 'http')).toBe(`${common}; SameSite=None`)
  })
})
