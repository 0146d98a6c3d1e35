import { createHash, randomBytes } from 'node:crypto'

/** Keys and tokens are stored as this only: SHA-256, 64 hex digits. They are random, so a slow hash adds nothing. */
export function hashSecret(secret: string): string {
  return createHash('sha256').update(secret).digest('hex')
}

/** 160 random bits that fit into a URL, a header and a shell word; the prefix says what was found in a leaked file. */
export function generateSecret(prefix: 'wm_track_' | 'wm_token_'): string {
  return prefix + randomBytes(20).toString('hex')
}
