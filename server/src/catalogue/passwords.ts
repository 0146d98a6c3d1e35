import { type Argon2Parameters, argon2, randomBytes, timingSafeEqual } from 'node:crypto'
import { promisify } from 'node:util'

const deriveKey = promisify(argon2)

/** Memory in KiB: the second of the settings that OWASP recommends, some 30 ms and 19 MiB for each attempt. */
const COST = { memory: 19_456, passes: 2, parallelism: 1, tagLength: 32 }
const SALT_BYTES = 16
const PHC =
  /^\$argon2id\$v=19\$m=(\d{1,7}),t=(\d{1,3}),p=(\d{1,2})\$([A-Za-z0-9+/]{11,86})\$([A-Za-z0-9+/]{16,86})$/

/** Argon2id with a salt of its own, in PHC string format: two hashes of one password differ. */
export async function hashPassword(password: string): Promise<string> {
  const nonce = randomBytes(SALT_BYTES)
  const key = await deriveKey('argon2id', { ...COST, message: toBytes(password), nonce })
  const { memory, passes, parallelism } = COST
  return `$argon2id$v=19$m=${memory},t=${passes},p=${parallelism}$${encode(nonce)}$${encode(key)}`
}

/** Whether a password belongs to a hash, at whatever cost that was made; never throws for a hash that is none. */
export async function verifyPassword(password: string, hash: string): Promise<boolean> {
  const match = PHC.exec(hash)
  if (match === null) return false
  const [, memory, passes, parallelism, salt = '', key = ''] = match
  const expected = Buffer.from(key, 'base64')
  const parameters: Argon2Parameters = {
    message: toBytes(password),
    nonce: Buffer.from(salt, 'base64'),
    memory: Number(memory),
    passes: Number(passes),
    parallelism: Number(parallelism),
    tagLength: expected.length,
  }
  try {
    return timingSafeEqual(await deriveKey('argon2id', parameters), expected)
  } catch {
    return false
  }
}

/** One form for the same characters typed on different systems (NIST SP 800-63B). */
function toBytes(password: string): Buffer {
  return Buffer.from(password.normalize('NFKC'))
}

function encode(bytes: Buffer): string {
  return bytes.toString('base64').replace(/=+$/, '')
}
