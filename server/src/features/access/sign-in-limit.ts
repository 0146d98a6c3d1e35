import { foldCase } from '../../catalogue/names.ts'
import { networkOf } from '../../domain/client-address.ts'
import {
  type Allowance,
  fillBucket,
  type TokenBucket,
  takeToken,
} from '../../platform/limits/token-bucket.ts'

/** Slows down whoever guesses passwords (docs/spec/waymark.md §8). */
export interface SignInLimit {
  /**
   * Takes an attempt. 0: look at the password; else there were too many, and the client is to wait that many seconds. It
   * counts before the password is looked at, so that many attempts at once are no way around it.
   */
  attempt(email: string, address: string | undefined): number
  /** Gives an attempt back that was a good one. */
  succeed(email: string, address: string | undefined): void
}

/** A person who mistypes notices nothing; who guesses has some 3,000 attempts a day. */
const BY_ACCOUNT_AND_NETWORK: Allowance = { capacity: 10, perSecond: 1 / 30 }
/** One network that tries many accounts. */
const BY_NETWORK: Allowance = { capacity: 30, perSecond: 1 / 10 }
/** Many networks that try one account. Its owner waits with them, but not for long. */
const BY_ACCOUNT: Allowance = { capacity: 100, perSecond: 1 / 5 }
/** Some 2 MB of them. The one that was quiet for longest is forgotten first. */
const MAX_BUCKETS = 10_000

export function createSignInLimit(now: () => number): SignInLimit {
  const buckets = new Map<string, TokenBucket>()

  function keysOf(email: string, address = ''): (readonly [string, Allowance])[] {
    const [account, network] = [foldCase(email), networkOf(address)]
    return [
      [`both ${network} ${account}`, BY_ACCOUNT_AND_NETWORK],
      [`network ${network}`, BY_NETWORK],
      [`account ${account}`, BY_ACCOUNT],
    ]
  }

  return {
    attempt(email, address) {
      let wait = 0
      for (const [key, allowance] of keysOf(email, address)) {
        const bucket = buckets.get(key) ?? fillBucket(allowance, now())
        buckets.delete(key)
        buckets.set(key, bucket)
        wait = Math.max(wait, takeToken(bucket, allowance, now()))
      }
      for (const key of buckets.keys()) {
        if (buckets.size <= MAX_BUCKETS) break
        buckets.delete(key)
      }
      return wait
    },
    succeed(email, address) {
      for (const [key, { capacity }] of keysOf(email, address)) {
        const bucket = buckets.get(key)
        if (bucket !== undefined) bucket.tokens = Math.min(capacity, bucket.tokens + 1)
      }
    },
  }
}
