import { isIPv4, isIPv6 } from 'node:net'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { readAddress, truncateAddress } from './client-address.ts'

const ipv6 = fc.ipV6().map((text) => readAddress(text) as string)
const addresses = fc.oneof(fc.ipV4(), ipv6)

/** The bits of an address, as zeros and ones. */
function bitsOf(address: string): string {
  if (isIPv4(address))
    return address
      .split('.')
      .map((octet) => Number(octet).toString(2).padStart(8, '0'))
      .join('')
  const [left = '', right = ''] = address.split('::')
  const split = (part: string) => part.split(':').filter((group) => group !== '')
  const missing = 8 - split(left).length - split(right).length
  const groups = address.includes('::')
    ? [...split(left), ...Array<string>(missing).fill('0'), ...split(right)]
    : split(address)
  return groups.map((group) => Number.parseInt(group, 16).toString(2).padStart(16, '0')).join('')
}

describe('an address is read', () => {
  test.each([
    ['192.0.2.7', '192.0.2.7'],
    ['192.0.2.7:61234', '192.0.2.7'],
    ['::ffff:192.0.2.7', '192.0.2.7'],
    ['::FFFF:C000:0207', '192.0.2.7'],
    ['[::ffff:192.0.2.7]:443', '192.0.2.7'],
    ['2001:0DB8:0:0:0:0:0:1', '2001:db8::1'],
    ['[2001:db8::1]:443', '2001:db8::1'],
    ['[2001:db8::1]', '2001:db8::1'],
    ['fe80::1%eth0', 'fe80::1'],
    ['::1', '::1'],
    ['::', '::'],
  ])('%s as %s', (text, address) => {
    expect(readAddress(text)).toBe(address)
  })

  test.each([
    '',
    'unknown',
    '_hidden',
    '192.0.2',
    '192.0.2.256',
    '192.0.2.7:http',
    '2001:db8',
    'localhost',
    '[]',
    '::1]/x',
  ])('as none from %j', (text) => {
    expect(readAddress(text)).toBeNull()
  })

  test('in one notation, whatever else the text is', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.ipV4(), fc.ipV6(), fc.ipV4Extended()), (text) => {
        const address = readAddress(text)
        expect(address === null || readAddress(address) === address).toBe(true)
      }),
    )
  })

  test('as IPv4 when it is IPv4 in the clothes of IPv6', () => {
    fc.assert(
      fc.property(fc.ipV4(), (address) => {
        expect(readAddress(`::ffff:${address}`)).toBe(address)
      }),
    )
  })
})

describe('a truncated address', () => {
  test.each([
    ['192.0.2.7', '192.0.2.0'],
    ['2001:db8:1:2:3:4:5:6', '2001:db8:1::'],
    ['2001:db8::1', '2001:db8::'],
    ['::1', '::'],
    // 6to4: 2002, then the IPv4 address 192.0.2.7.
    ['2002:c000:207::1', '2002:c000:200::'],
  ])('of %s is %s', (address, truncated) => {
    expect(truncateAddress(address)).toBe(truncated)
  })

  test('is an address of the same kind with the same first 24 or 48 bits, and nothing behind them', () => {
    fc.assert(
      fc.property(addresses, (address) => {
        const kept = isIPv4(address) ? 24 : 48
        const truncated = truncateAddress(address)
        const isSixToFour = address.startsWith('2002:')
        expect(isIPv4(truncated)).toBe(isIPv4(address))
        expect(isIPv6(truncated)).toBe(isIPv6(address))
        if (!isSixToFour) expect(bitsOf(truncated).slice(0, kept)).toBe(bitsOf(address).slice(0, kept))
        expect(bitsOf(truncated).slice(kept)).toMatch(/^0+$/)
        expect(truncateAddress(truncated)).toBe(truncated)
        expect(readAddress(truncated)).toBe(truncated)
      }),
    )
  })

  test('tells no more of an IPv4 address in 6to4 than of one by itself', () => {
    fc.assert(
      fc.property(fc.ipV4(), fc.integer({ min: 0, max: 255 }), (address, last) => {
        const other = address.replace(/\d+$/, String(last))
        expect(truncateAddress(sixToFour(address))).toBe(truncateAddress(sixToFour(other)))
      }),
    )
  })
})

function sixToFour(ipv4: string): string {
  const [a = 0, b = 0, c = 0, d = 0] = ipv4.split('.').map(Number)
  return readAddress(`2002:${((a << 8) | b).toString(16)}:${((c << 8) | d).toString(16)}::1`) as string
}
