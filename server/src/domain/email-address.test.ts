import fc from 'fast-check'
import { expect, test } from 'vitest'
import { isEmailAddress } from './email-address.ts'

test.each([
  'lsmith@domain.com',
  'first.last+tag@sub.example.co.uk',
  "o'brien@example.ie",
  'jürgen@müller.example',
  '用户@例子.中国',
  'a@b.cd',
  'x@1und1.de',
])('%s is an e-mail address', (address) => {
  expect(isEmailAddress(address)).toBe(true)
})

test.each([
  'not-an-email',
  '',
  '@example.com',
  'a@',
  'a@localhost',
  'a@b@example.com',
  'a b@example.com',
  'a@exa mple.com',
  '.a@example.com',
  'a.@example.com',
  'a..b@example.com',
  'a@example..com',
  'a@-example.com',
  'a@example-.com',
  'a@example.com.',
  'a@192.168.0.1',
  'Luke <lsmith@domain.com>',
  'a,b@example.com',
  'a@example.com\nbcc: x@y.zz',
])('%j is no e-mail address', (text) => {
  expect(isEmailAddress(text)).toBe(false)
})

test('an address of 254 characters is taken, one of 255 is not, nor a local part of 65', () => {
  const domain = `${'d'.repeat(63)}.${'e'.repeat(63)}.${'f'.repeat(57)}.com`
  expect(`${'l'.repeat(64)}@${domain}`).toHaveLength(254)
  expect(isEmailAddress(`${'l'.repeat(64)}@${domain}`)).toBe(true)
  expect(isEmailAddress(`${'l'.repeat(64)}@x${domain}`)).toBe(false)
  expect(isEmailAddress(`${'l'.repeat(65)}@example.com`)).toBe(false)
})

test('addresses that generators make up are taken', () => {
  fc.assert(
    fc.property(fc.emailAddress({ size: 'small' }), (address) => {
      expect(isEmailAddress(address)).toBe(true)
    }),
  )
})
