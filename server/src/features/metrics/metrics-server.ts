import { createServer, type Server } from 'node:http'
import type { Metrics } from '../../platform/metrics.ts'

/** Version 0.0.4 of the text format of Prometheus. */
export const METRICS_TYPE = 'text/plain; version=0.0.4; charset=utf-8'

/** The port of one's own for `/metrics`: whoever reaches it may read them, and nothing else is there. */
export function createMetricsServer(metrics: Metrics): Server {
  return createServer({ requestTimeout: 10_000, headersTimeout: 10_000 }, (request, reply) => {
    const path = request.url?.split('?', 1)[0]
    if (path !== '/metrics' || !['GET', 'HEAD'].includes(request.method ?? '')) {
      reply.writeHead(404, { 'content-type': 'text/plain' }).end('Only /metrics is here.\n')
      return
    }
    metrics.render().then(
      (text) => reply.writeHead(200, { 'content-type': METRICS_TYPE, 'cache-control': 'no-store' }).end(text),
      () => reply.writeHead(503).end(),
    )
  })
}
