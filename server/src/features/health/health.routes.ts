import type { FastifyInstance } from 'fastify'
import { collectPaths } from '../shared/refusals.ts'
import { checkReadiness, type WhatServingNeeds } from './readiness.ts'

/**
 * For whoever runs Waymark, without a key: `/health/live` says that the process answers (restart it when it does
 * not), `/health/ready` whether it can serve (send it no requests on 503) and, if not, why.
 */
export function registerHealthRoutes(app: FastifyInstance, needed: WhatServingNeeds): void {
  const refuseOtherMethods = collectPaths(app)
  app.get('/health/live', (_request, reply) =>
    reply.header('cache-control', 'no-store').send({ status: 'live' }),
  )

  app.get('/health/ready', async (_request, reply) => {
    const reasons = Object.entries(await checkReadiness(needed))
    const isReady = reasons.every(([, reason]) => reason === null)
    return reply
      .code(isReady ? 200 : 503)
      .header('cache-control', 'no-store')
      .send({
        status: isReady ? 'ready' : 'unavailable',
        checks: Object.fromEntries(reasons.map(([name, reason]) => [name, reason ?? 'ok'])),
      })
  })
  refuseOtherMethods()
}
