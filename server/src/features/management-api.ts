import type { FastifyInstance, FastifyPluginAsync } from 'fastify'
import type { Catalogue } from '../catalogue/snapshot.ts'
import type { Engine, EngineHealth } from '../engine/contract.ts'
import type { Queries } from '../platform/database/queries.ts'
import type { FailureLimit } from '../platform/limits/failure-limit.ts'
import { guardRoutes } from './access/access.ts'
import { registerPreferenceRoutes } from './access/preferences.routes.ts'
import { registerSessionRoutes } from './access/session.routes.ts'
import { findSessionUser, type SessionUser } from './access/sessions.queries.ts'
import { registerActivityRoutes } from './activities/activities.routes.ts'
import { registerActivityExport } from './activities/export-activities.routes.ts'
import { registerHistogramRoutes } from './activities/histogram.routes.ts'
import { registerApiKeyRoutes } from './api-keys/api-keys.routes.ts'
import { registerChannelRoutes } from './channels/channels.routes.ts'
import { registerConsentRoutes } from './consents/consents.routes.ts'
import { registerContactNameRoutes } from './contacts/contact-names.routes.ts'
import { registerContactRoutes } from './contacts/contacts.routes.ts'
import { registerContactExport } from './contacts/export-contacts.routes.ts'
import { registerDefinitionRoutes } from './definitions/definitions.routes.ts'
import { registerDemoRoutes } from './demo/demo.routes.ts'
import type { DemoWork } from './demo/demo-work.ts'
import { registerJobRoutes } from './jobs/jobs.routes.ts'
import { registerJourneyRoutes } from './journey/journey.routes.ts'
import { registerLiveRequestExport } from './live/export-live-requests.routes.ts'
import { registerLiveVisitExport } from './live/export-live-visits.routes.ts'
import { registerLiveRoutes } from './live/live.routes.ts'
import { registerLiveVisitRoutes } from './live/live-visits.routes.ts'
import type { Live } from './live/open-live.ts'
import { registerProfileRoutes } from './profile/profile.routes.ts'
import { describeRoutes } from './reference/describe-routes.ts'
import { registerReferenceRoutes } from './reference/reference.routes.ts'
import { registerRejectedEventExport } from './rejected-events/export-rejected-events.routes.ts'
import type { RejectedWork } from './rejected-events/open-rejected-work.ts'
import { registerRejectedEventRoutes } from './rejected-events/rejected-events.routes.ts'
import { registerReplayRoutes } from './rejected-events/replays.routes.ts'
import { registerReportHealthRoutes } from './reports/health.routes.ts'
import { registerReportRoutes } from './reports/reports.routes.ts'
import { registerResolveRoutes } from './resolve/resolve.routes.ts'
import { registerSetUpRoutes } from './setup/setup.routes.ts'
import { takeJsonBodies } from './shared/bodies.ts'
import { createExports } from './shared/exports/exports.ts'
import { refuseStrayParameters } from './shared/parameters.ts'
import { answerWithProblems, collectPaths } from './shared/refusals.ts'
import { registerVisitExport } from './visits/export-visits.routes.ts'
import { registerVisitPageRoutes } from './visits/visit-pages.routes.ts'
import { registerVisitRoutes } from './visits/visits.routes.ts'

export interface ManagementApiDependencies {
  readonly queries: Queries
  readonly engine: Engine & EngineHealth
  readonly live: Live
  readonly rejected: RejectedWork
  readonly catalogue: Catalogue
  readonly failureLimit: FailureLimit
  /** Milliseconds since 1970. */
  readonly now: () => number
  /** Of Waymark. */
  readonly version: string
  /** Where the Sitecore API is served, for its description. */
  readonly sitecorePath: string
  /** The external address of this server, where it is known. */
  readonly publicUrl: string | null
  readonly demo: DemoWork
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
    takeJsonBodies(v1)
    guardRoutes(v1, {
      catalogue: dependencies.catalogue,
      failureLimit: dependencies.failureLimit,
      sessions: { find: findUser, publicUrl: dependencies.publicUrl },
    })
    refuseStrayParameters(v1)
    const refuseOtherMethods = collectPaths(v1)
    registerSessionRoutes(v1, dependencies)
    registerPreferenceRoutes(v1, dependencies)
    registerContactRoutes(v1, dependencies)
    registerContactNameRoutes(v1, dependencies)
    const exports = createExports(dependencies)
    registerContactExport(v1, { ...dependencies, exports })
    registerVisitExport(v1, { ...dependencies, exports })
    registerActivityExport(v1, { ...dependencies, exports })
    registerRejectedEventExport(v1, { ...dependencies, ...dependencies.rejected, exports })
    registerVisitRoutes(v1, dependencies)
    registerLiveRoutes(v1, dependencies)
    registerLiveRequestExport(v1, { ...dependencies, exports })
    registerLiveVisitRoutes(v1, dependencies)
    registerLiveVisitExport(v1, { ...dependencies, exports })
    registerVisitPageRoutes(v1, dependencies)
    registerProfileRoutes(v1, dependencies)
    registerJourneyRoutes(v1, dependencies)
    registerActivityRoutes(v1, dependencies)
    registerHistogramRoutes(v1, dependencies)
    registerRejectedEventRoutes(v1, { ...dependencies, ...dependencies.rejected })
    registerReplayRoutes(v1, { ...dependencies, ...dependencies.rejected })
    registerJobRoutes(v1, dependencies)
    registerReportRoutes(v1, dependencies)
    registerReportHealthRoutes(v1, dependencies)
    registerChannelRoutes(v1, dependencies)
    registerApiKeyRoutes(v1, dependencies)
    registerDefinitionRoutes(v1, dependencies)
    registerConsentRoutes(v1, dependencies)
    registerResolveRoutes(v1, dependencies)
    registerSetUpRoutes(v1, dependencies)
    registerDemoRoutes(v1, dependencies)
    refuseOtherMethods()
  }

  function findUser(secret: string): Promise<SessionUser | null> {
    return findSessionUser(dependencies.queries, secret, new Date(dependencies.now()))
  }
}
