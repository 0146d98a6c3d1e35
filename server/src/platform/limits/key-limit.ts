import { fillBucket, type TokenBucket, takeToken } from './token-bucket.ts'

/** A key, as far as its limit goes. */
interface LimitedKey {
  readonly id: number
  /** Requests a second; null is no limit. */
  readonly rateLimit: number | null
}

/** Holds keys to the rate that they were given (docs/spec/waymark.md §8). */
export interface KeyLimit {
  /** Counts a request of a key. 0: let it through; else the seconds that the client is to wait. */
  take(key: LimitedKey): number
}

/** A key may send what it has for a second at once. Each process counts for itself. */
export function createKeyLimit(now: () => number): KeyLimit {
  const buckets = new Map<number, TokenBucket>()
  return {
    take({ id, rateLimit }) {
      if (rateLimit === null) return 0
      const allowance = { capacity: rateLimit, perSecond: rateLimit }
      let bucket = buckets.get(id)
      if (bucket === undefined) {
        bucket = fillBucket(allowance, now())
        buckets.set(id, bucket)
      }
      return takeToken(bucket, allowance, now())
    },
  }
}
