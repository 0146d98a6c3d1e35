import type { FastifyInstance } from 'fastify'
import type { Catalogue } from '../catalogue/snapshot.ts'
import type { FailureLimit } from '../platform/limits/failure-limit.ts'
import type { Metrics } from '../platform/metrics.ts'
import { guardRoutes } from './access/access.ts'
import { METRICS_TYPE } from './metrics/metrics-server.ts'
import { collectPaths } from './shared/refusals.ts'

interface MetricsDependencies {
  readonly metrics: Metrics
  readonly catalogue: Catalogue
  readonly failureLimit: FailureLimit
}

/**
 * `/metrics` where it has no port of its own: for any token of the management API. That a peer is local says nothing,
 * since the usual proxy is local too and would pass the world on.
 */
export function registerMetricsRoutes(
  app: FastifyInstance,
  { metrics, catalogue, failureLimit }: MetricsDependencies,
): void {
  app.register(async (scope) => {
    guardRoutes(scope, { catalogue, failureLimit, sessions: null })
    const refuseOtherMethods = collectPaths(scope)
    scope.get(
      '/metrics',
      { config: { roles: ['admin', 'marketer', 'privacy', 'viewer'] }, schema: { hide: true } },
      async (_request, reply) => reply.type(METRICS_TYPE).send(await metrics.render()),
    )
    refuseOtherMethods()
  })
}
