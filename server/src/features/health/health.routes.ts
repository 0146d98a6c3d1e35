import type { FastifyInstance } from 'fastify'
import { collectPaths } from '../shared/refusals.ts'
import { checkReadiness, type WhatServingNeeds } from './readiness.ts'
import { findWarnings } from './warnings.ts'

/**
 * For whoever runs Waymark, without a key: `/health/live` says that the process answers (restart it when it does
 * not), `/health/ready` whether it can serve (send it no requests on 503) and, if not, why. What serves and soon will
 * not has a warning: a full disk is not mended by taking the last server away.
 */
export function registerHealthRoutes(
  app: FastifyInstance,
  needed: WhatServingNeeds & { readonly dataFolder: string | null },
): void {
  const refuseOtherMethods = collectPaths(app)
  app.get('/health/live', (_request, reply) =>
    reply.header('cache-control', 'no-store').send({ status: 'live' }),
  )

  app.get('/health/ready', async (_request, reply) => {
    const [readiness, warnings] = await Promise.all([checkReadiness(needed), findWarnings(needed)])
    const reasons = Object.entries(readiness)
    const isReady = reasons.every(([, reason]) => reason === null)
    return reply
      .code(isReady ? 200 : 503)
      .header('cache-control', 'no-store')
      .send({
        status: isReady ? 'ready' : 'unavailable',
        checks: Object.fromEntries(reasons.map(([name, reason]) => [name, reason ?? 'ok'])),
        warnings,
      })
  })
  refuseOtherMethods()
}
