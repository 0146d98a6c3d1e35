import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { Counter, Histogram, Metrics } from '../../platform/metrics.ts'

/** Seconds: a durable event takes about 2 ms, a reply that somebody waits for more than 10 s is lost. */
const durations = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10]

/**
 * Counts every request of the routes that are added to `app` from now on, by API, route and status, and how long it took
 * until its reply was handed to the system. A client that went away before is not counted.
 *
 * Each route brings its own hook, which holds its series: nothing is looked up on the way of a request but the status,
 * 0.1 µs in all. Fastify listens for the end of replies anyway.
 */
export function countRequests(app: FastifyInstance, metrics: Metrics, apiOf: (path: string) => string): void {
  const requests = metrics.counters({
    name: 'waymark_http_requests_total',
    help: 'Requests that were answered.',
    labels: ['api', 'route', 'status'],
  })
  const seconds = metrics.histograms({
    name: 'waymark_http_request_duration_seconds',
    help: 'From the arrival of a request to the end of its reply.',
    labels: ['api', 'route'],
    buckets: durations,
  })

  app.addHook('onRoute', (route) => {
    route.onResponse = [...[route.onResponse ?? []].flat(), createHook(apiOf(route.url), route.url)]
  })
  const countUnknown = createHook('none', 'unknown')
  app.addHook('onResponse', (request, reply, done) => {
    if (request.is404) countUnknown(request, reply, done)
    else done()
  })

  function createHook(api: string, route: string) {
    // Made with the first request: most routes have none for long.
    let duration: Histogram | null = null
    const byStatus = new Map<number, Counter>()

    return (_request: FastifyRequest, reply: FastifyReply, done: () => void) => {
      const { statusCode } = reply
      let counter = byStatus.get(statusCode)
      if (counter === undefined) {
        counter = requests.with({ api, route, status: String(statusCode) })
        byStatus.set(statusCode, counter)
      }
      counter.value++
      duration ??= seconds.with({ api, route })
      duration.observe(reply.elapsedTime / 1000)
      done()
    }
  }
}

/** Counts requests that are answered with 503 before anything is done with them: the engine never hears of them. */
export function countTurnedAway(metrics: Metrics): (reason: 'queue_full' | 'bodies_full') => void {
  const turnedAway = metrics.counters({
    name: 'waymark_requests_turned_away_total',
    help: 'Requests that were answered with 503 before anything was done with them.',
    labels: ['reason'],
  })
  const counters = {
    queue_full: turnedAway.with({ reason: 'queue_full' }),
    bodies_full: turnedAway.with({ reason: 'bodies_full' }),
  }
  return (reason) => {
    counters[reason].value++
  }
}
