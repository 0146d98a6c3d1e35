import { expect, test } from 'vitest'
import { originOf } from './site-origins.ts'

test.each([
  ['https://www.example.com/shop?x=1', 'https://www.example.com'],
  ['www.Example.com', 'https://www.example.com'],
  ['http://localhost:3000/', 'http://localhost:3000'],
  [' https://app.example.com:8443 ', 'https://app.example.com:8443'],
])('the origin of %s is %s', (address, origin) => {
  expect(originOf(address)).toBe(origin)
})

test.each(['', '   ', 'two words', 'javascript:alert(1)', 'ftp://example.com', 'https://'])(
  '%j has none',
  (address) => {
    expect(originOf(address)).toBeNull()
  },
)
