import type { FastifyInstance, FastifyPluginAsync } from 'fastify'
import type { Catalogue } from '../../catalogue/snapshot.ts'
import type { Engine } from '../../engine/contract.ts'
import type { Pipeline } from '../../pipeline/pipeline.ts'
import type { Queries } from '../../platform/database/queries.ts'
import { registerActivities } from './activities.routes.ts'
import { registerAgreements } from './agreements.routes.ts'
import { requireKey } from './authenticate.ts'
import { registerConsentTexts } from './consent-texts.routes.ts'
import { registerContacts } from './contacts.routes.ts'
import { addCorsHeaders } from './cors.ts'
import { createErrorHandler } from './handle-error.ts'
import { acceptRawBodies } from './json-body.ts'
import { answerOtherMethods } from './other-methods.ts'
import { sendProblem } from './problem.ts'
import { problems } from './problems.ts'

export interface XperienceTrackingDeps {
  readonly engine: Engine
  readonly pipeline: Pipeline
  readonly catalogue: Catalogue
  readonly queries: Queries
  /** Milliseconds since 1970. */
  readonly now: () => number
  readonly maxBodyBytes: number
}

/**
 * Tracking API 2: `/Kentico.Tracking/*`, wire-compatible with the headless tracking of Xperience by Kentico
 * (docs/spec/xperience.md §1). Expects an instance that routes case-insensitively and ignores a trailing slash;
 * everything else that it does its own way stays inside its scope.
 */
export function xperienceTrackingApi(dependencies: XperienceTrackingDeps): FastifyPluginAsync {
  const { engine, pipeline, catalogue, queries, now, maxBodyBytes } = dependencies

  async function kenticoTracking(api: FastifyInstance): Promise<void> {
    acceptRawBodies(api, maxBodyBytes)
    api.setErrorHandler(createErrorHandler(maxBodyBytes))
    addCorsHeaders(api, catalogue)
    refuseWhenSwitchedOff(api, catalogue)
    answerOtherMethods(api, catalogue, {
      '/consents/:consent': ['GET'],
      '/contacts': ['POST'],
      '/contacts/:contact/consents/:consent': ['GET', 'POST'],
      '/:contact/consents/:consent': ['GET'],
      '/activities': ['POST'],
    })
    await api.register(async (guarded) => {
      requireKey(guarded, catalogue)
      registerConsentTexts(guarded)
      registerContacts(guarded, engine, now)
      registerAgreements(guarded, { engine, queries, now })
      registerActivities(guarded, { engine, pipeline, now })
    })
  }

  return async (root) => {
    await root.register(kenticoTracking, { prefix: '/Kentico.Tracking' })
  }
}

function refuseWhenSwitchedOff(api: FastifyInstance, catalogue: Catalogue): void {
  api.addHook('onRequest', (_request, reply, done) => {
    const { settings } = catalogue.snapshot
    if (settings['headless.enabled'] && settings['headless.trackingEnabled']) done()
    else sendProblem(reply, problems.switchedOff)
  })
}
