import type { FastifyInstance, FastifyPluginAsync } from 'fastify'
import type { Catalogue } from '../catalogue/snapshot.ts'
import type { Queries } from '../platform/database/queries.ts'
import type { FailureLimit } from '../platform/limits/failure-limit.ts'
import { guardRoutes } from './access/access.ts'
import { registerActivityRoutes } from './activities/activities.routes.ts'
import { registerContactRoutes } from './contacts/contacts.routes.ts'
import { describeRoutes } from './reference/describe-routes.ts'
import { registerReferenceRoutes } from './reference/reference.routes.ts'
import { registerRejectedEventRoutes } from './rejected-events/rejected-events.routes.ts'
import { answerWithProblems, collectPaths } from './shared/refusals.ts'
import { registerVisitRoutes } from './visits/visits.routes.ts'

export interface ManagementApiDependencies {
  readonly queries: Queries
  readonly catalogue: Catalogue
  readonly failureLimit: FailureLimit
  /** Milliseconds since 1970. */
  readonly now: () => number
  /** Of Waymark. */
  readonly version: string
  /** Where the Sitecore API is served, for its description. */
  readonly sitecorePath: string
}

/** The management API under /api/v1, with its description (/api/openapi.json) and reference (/api/docs). */
export function managementApi(dependencies: ManagementApiDependencies): FastifyPluginAsync {
  return async (app) => {
    await app.register(mountApi, { prefix: '/api' })
  }

  async function mountApi(api: FastifyInstance): Promise<void> {
    answerWithProblems(api)
    await describeRoutes(api, dependencies.version)
    await api.register(mountFeatures, { prefix: '/v1' })
    registerReferenceRoutes(api, dependencies.sitecorePath)
  }

  async function mountFeatures(v1: FastifyInstance): Promise<void> {
    guardRoutes(v1, dependencies.catalogue, dependencies.failureLimit)
    const refuseOtherMethods = collectPaths(v1)
    registerContactRoutes(v1, dependencies)
    registerVisitRoutes(v1, dependencies)
    registerActivityRoutes(v1, dependencies)
    registerRejectedEventRoutes(v1, dependencies)
    refuseOtherMethods()
  }
}
