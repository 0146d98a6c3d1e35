import autocannon from 'autocannon'
import type { BenchRequest } from './traffic.ts'

/**
 * The load generator, a process of its own: it takes one scenario over IPC and answers with what it measured.
 */
export interface Scenario {
  readonly url: string
  readonly connections: number
  readonly requests: readonly BenchRequest[]
  readonly seconds?: number
  /** Requests in all, instead of seconds. */
  readonly amount?: number
  /** Requests a second in all; none means as many as there can be. */
  readonly rate?: number
}

export interface Measured {
  /** Answered requests a second. */
  readonly rate: number
  readonly requests: number
  readonly seconds: number
  /** Milliseconds. */
  readonly p50: number
  readonly p99: number
  readonly non2xx: number
  readonly errors: number
}

process.once('message', async (scenario: Scenario) => {
  const { url, connections, requests, seconds, amount, rate } = scenario
  let next = 0
  const result = await autocannon({
    url,
    connections,
    ...(amount === undefined ? { duration: seconds ?? 5 } : { amount }),
    ...(rate !== undefined && { overallRate: rate }),
    // Each connection has a share of the list, so that they do not meet at one contact; and a small one, since
    // autocannon prepares every request of every connection before it begins.
    setupClient: (client) => {
      const connection = next++
      client.setRequests(requests.filter((_, i) => i % connections === connection))
    },
  })
  const measured: Measured = {
    rate: result['2xx'] / result.duration,
    requests: result['2xx'],
    seconds: result.duration,
    p50: result.latency.p50,
    p99: result.latency.p99,
    non2xx: result.non2xx,
    errors: result.errors,
  }
  process.send?.(measured)
  process.disconnect?.()
})
