import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { shortenUrl } from './shorten-url.ts'
import { isWebAddress } from './web-address.ts'

describe('An address that a visitor sent', () => {
  test.each(['http://a.example/', 'HTTPS://A.example/x?y#z'])(
    'is a link where it leads to the web: %s',
    (url) => {
      expect(isWebAddress(url)).toBe(true)
    },
  )

  test.each([
    'javascript:alert(1)',
    ' https://a.example',
    'java\nscript:alert(1)',
    'data:text/html,x',
    '//evil.example',
    '/path',
    'https://',
    '',
  ])('is text otherwise: %j', (url) => {
    expect(isWebAddress(url)).toBe(false)
  })

  test('is shown by path and query, without half characters, and never long', () => {
    expect(shortenUrl('https://shop.example/cart?a=1#b')).toBe('/cart?a=1#b')
    expect(shortenUrl('https://shop.example')).toBe('/')
    expect(shortenUrl('/relative')).toBe('/relative')
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 300 }), (url) => {
        const short = shortenUrl(url)
        expect(short.length).toBeLessThanOrEqual(80)
        if (url.isWellFormed()) expect(short.isWellFormed()).toBe(true)
      }),
    )
  })
})
