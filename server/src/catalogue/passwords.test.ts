import { describe, expect, test } from 'vitest'
import { hashPassword, verifyPassword } from './passwords.ts'

describe('passwords', () => {
  test('are kept as argon2id in PHC string format, each with a salt of its own', async () => {
    const [one, other] = await Promise.all([hashPassword('correct horse'), hashPassword('correct horse')])
    expect(one).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$[A-Za-z0-9+/]{22}\$[A-Za-z0-9+/]{43}$/)
    expect(one).not.toBe(other)
    expect(await verifyPassword('correct horse', one)).toBe(true)
    expect(await verifyPassword('correct horse', other)).toBe(true)
    expect(await verifyPassword('Correct horse', one)).toBe(false)
    expect(await verifyPassword('', one)).toBe(false)
  })

  test('are the same whether an accent is typed as one character or as two', async () => {
    expect(await verifyPassword('cafe\u0301 au lait', await hashPassword('caf\u00e9 au lait'))).toBe(true)
  })

  test('are verified at the cost that their hash was made with, as any argon2id library makes it', async () => {
    // RFC 9106 gives no vector without secret and associated data; this one is of the argon2 reference command line:
    // echo -n password | argon2 somesalt -id -t 2 -m 16 -p 1 -l 32
    const hash = '$argon2id$v=19$m=65536,t=2,p=1$c29tZXNhbHQ$CTFhFdXPJO1aFaMaO6Mm5c8y7cJHAph8ArZWb2GRPPc'
    expect(await verifyPassword('password', hash)).toBe(true)
  })

  test('never fit a hash that is none, nor one at a cost that this machine refuses', async () => {
    const odd = [
      '',
      'x',
      '$argon2id$',
      '$2b$10$abcdefghijklmnopqrstuu',
      `$argon2id$v=19$m=1,t=0,p=99$${'A'.repeat(22)}$${'A'.repeat(43)}`,
    ]
    for (const hash of odd) expect(await verifyPassword('password', hash), hash).toBe(false)
  })
})
