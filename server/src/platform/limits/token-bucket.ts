/** How often something may happen: `capacity` times at once, then `perSecond` times a second. */
export interface Allowance {
  readonly capacity: number
  readonly perSecond: number
}

export interface TokenBucket {
  tokens: number
  /** When it held that many, in milliseconds since 1970. */
  at: number
}

export function fillBucket({ capacity }: Allowance, at: number): TokenBucket {
  return { tokens: capacity, at }
}

/**
 * Takes a token, and gives 0; an empty bucket gives the seconds, at least 1, after which there is one again. A clock that
 * steps back refills nothing, and a bucket is never fuller than the allowance says, also when that has changed.
 */
export function takeToken(bucket: TokenBucket, { capacity, perSecond }: Allowance, at: number): number {
  const gained = (Math.max(0, at - bucket.at) / 1000) * perSecond
  bucket.tokens = Math.min(capacity, bucket.tokens + gained)
  bucket.at = at
  if (bucket.tokens >= 1) {
    bucket.tokens--
    return 0
  }
  return Math.max(1, Math.ceil((1 - bucket.tokens) / perSecond))
}
