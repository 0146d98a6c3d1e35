import { describe, expect, test } from 'vitest'
import { isDomainOrOrigin, parseOrigin, splitList } from './origins.ts'

describe('lists of origins', () => {
  test('are separated by semicolons, with blanks and empty entries between them', () => {
    expect(splitList(' a ;; b;')).toEqual(['a', 'b'])
    expect(splitList(' ')).toEqual([])
  })

  test.each([
    ['*', '*'],
    ['https://App.Example.com', 'https://app.example.com'],
    ['https://app.example.com:443/', 'https://app.example.com'],
    ['http://localhost:3000', 'http://localhost:3000'],
    ['http://[::1]:3000', 'http://[::1]:3000'],
    ['https://bücher.example', 'https://xn--bcher-kva.example'],
    ['capacitor://LOCALHOST', 'capacitor://localhost'],
  ])('%s is written %s by a browser', (entry, origin) => {
    expect(parseOrigin(entry)).toBe(origin)
  })

  test.each([
    ...[
      'app.example.com',
      'localhost:3000',
      'https://',
      'https://a.b/path',
      'https://a.b?q',
      'https://*.a.b',
    ],
    ...['null', 'https://user@a.b', 'https://a.b:99999', 'https://a.b,https://c.d', 'javascript:x'],
  ])('%s is no origin', (entry) => {
    expect(parseOrigin(entry)).toBeNull()
  })

  test('domain names may stand where origins need no scheme', () => {
    for (const entry of ['*', 'www.example.com', 'localhost:3000', 'https://a.b', '[::1]:80']) {
      expect(isDomainOrOrigin(entry), entry).toBe(true)
    }
    for (const entry of ['a b', 'a.b/c', '*.a.b', 'ftp//x', 'a@b', ':80', 'https://a.b/c']) {
      expect(isDomainOrOrigin(entry), entry).toBe(false)
    }
  })
})
