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
    // Each connection walks the list from a place of its own, so that they do not all meet at one contact.
    setupClient: (client) => {
      const from = Math.floor((requests.length / connections) * next++)
      client.setRequests([...requests.slice(from), ...requests.slice(0, from)])
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
