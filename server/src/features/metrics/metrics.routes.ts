import type { FastifyInstance } from 'fastify'
import type { Catalogue } from '../../catalogue/snapshot.ts'
import type { Metrics } from '../../platform/metrics.ts'
import { guardRoutes } from '../access/access.ts'
import { collectPaths } from '../shared/refusals.ts'
import { METRICS_TYPE } from './metrics-server.ts'

/**
 * `/metrics` where it has no port of its own: for any token of the management API. That a peer is local says nothing,
 * since the usual proxy is local too and would pass the world on.
 */
export function registerMetricsRoutes(
  app: FastifyInstance,
  { metrics, catalogue }: { readonly metrics: Metrics; readonly catalogue: Catalogue },
): void {
  app.register(async (scope) => {
    guardRoutes(scope, catalogue)
    const refuseOtherMethods = collectPaths(scope)
    scope.get(
      '/metrics',
      { config: { roles: ['admin', 'marketer', 'privacy', 'viewer'] }, schema: { hide: true } },
      async (_request, reply) => reply.type(METRICS_TYPE).send(await metrics.render()),
    )
    refuseOtherMethods()
  })
}
