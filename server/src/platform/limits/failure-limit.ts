import { networkOf } from '../../domain/client-address.ts'
import { type Allowance, fillBucket, type TokenBucket, takeToken } from './token-bucket.ts'

/** Counts requests whose key or token is missing or wrong, by where they come from (docs/spec/waymark.md §8). */
export interface FailureLimit {
  /**
   * Notes one more. 0: tell what is wrong; else it was too many, and the client is to wait that many seconds. Ask only
   * when a key has been found wrong: a good one is never to be refused here. A trusted proxy may name no address at all:
   * all those count together.
   */
  note(address: string | undefined): number
}

/** Enough for a page that was set up wrongly and whoever looks for the reason. */
const ALLOWANCE: Allowance = { capacity: 100, perSecond: 1 }
/** Networks that are remembered, some 2 MB of them. The one that was quiet for longest is forgotten first. */
const MAX_NETWORKS = 10_000

export function createFailureLimit(now: () => number): FailureLimit {
  const buckets = new Map<string, TokenBucket>()
  return {
    note(address = '') {
      const network = networkOf(address)
      const bucket = buckets.get(network) ?? fillBucket(ALLOWANCE, now())
      buckets.delete(network)
      buckets.set(network, bucket)
      if (buckets.size > MAX_NETWORKS) forgetFirst(buckets)
      return takeToken(bucket, ALLOWANCE, now())
    },
  }
}

function forgetFirst(buckets: Map<string, TokenBucket>): void {
  for (const network of buckets.keys()) {
    buckets.delete(network)
    return
  }
}
