import type { FastifyInstance, FastifyPluginAsync } from 'fastify'
import type { Catalogue } from '../../catalogue/snapshot.ts'
import type { RequestRecorder, TrackingEndpoint } from '../../domain/answered-request.ts'
import type { ReportRejected } from '../../domain/rejected-event.ts'
import type { Engine } from '../../engine/contract.ts'
import type { Pipeline } from '../../pipeline/pipeline.ts'
import type { Queries } from '../../platform/database/queries.ts'
import type { FailureLimit } from '../../platform/limits/failure-limit.ts'
import type { KeyLimit } from '../../platform/limits/key-limit.ts'
import type { Intake } from '../intake.ts'
import { createBodyReader } from '../read-body.ts'
import { traceRequests } from '../request-trace.ts'
import { registerActivities } from './activities.routes.ts'
import { registerAgreements } from './agreements.routes.ts'
import { declareCaller, noteKey, requireKey } from './authenticate.ts'
import { registerConsentTexts } from './consent-texts.routes.ts'
import { registerContacts } from './contacts.routes.ts'
import { addCorsHeaders } from './cors.ts'
import { createErrorHandler } from './handle-error.ts'
import { answerOtherMethods } from './other-methods.ts'
import { sendProblem } from './problem.ts'
import { problems } from './problems.ts'
import { createRefusals } from './refuse.ts'

export interface XperienceTrackingDeps {
  readonly engine: Engine
  readonly pipeline: Pipeline
  readonly catalogue: Catalogue
  readonly queries: Queries
  /** Milliseconds since 1970. */
  readonly now: () => number
  readonly maxBodyBytes: number
  readonly reportRejected: ReportRejected
  readonly failureLimit: FailureLimit
  readonly keyLimit: KeyLimit
  readonly intake: Intake
  readonly recorder: RequestRecorder
}

/**
 * Tracking API 2: `/Kentico.Tracking/*`, wire-compatible with the headless tracking of Xperience by Kentico
 * (docs/spec/xperience.md §1). Expects an instance that routes case-insensitively and ignores a trailing slash;
 * everything else that it does its own way stays inside its scope.
 */
export function xperienceTrackingApi(dependencies: XperienceTrackingDeps): FastifyPluginAsync {
  const { engine, pipeline, catalogue, queries, now, maxBodyBytes, intake, recorder } = dependencies
  const { refuse, reportActivity } = createRefusals(dependencies.reportRejected, now)

  async function kenticoTracking(api: FastifyInstance): Promise<void> {
    // Whatever its type: a route that needs no body may get one all the same, and a size is judged before a type.
    api.removeAllContentTypeParsers()
    api.addContentTypeParser('*', createBodyReader(maxBodyBytes, intake))
    declareCaller(api)
    traceRequests(api, 'xperience', recorder, endpointOf)
    api.setErrorHandler(createErrorHandler(maxBodyBytes, refuse, intake))
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
      requireKey(guarded, { ...dependencies, refuse })
      registerConsentTexts(guarded, refuse)
      registerContacts(guarded, { engine, now, refuse })
      registerAgreements(guarded, { engine, queries, now, refuse })
      registerActivities(guarded, { engine, pipeline, now, intake, refuse, reportActivity, recorder })
    })
  }

  return async (root) => {
    await root.register(kenticoTracking, { prefix: '/Kentico.Tracking' })
  }
}

function refuseWhenSwitchedOff(api: FastifyInstance, catalogue: Catalogue): void {
  api.addHook('onRequest', (request, reply, done) => {
    const { snapshot } = catalogue
    if (snapshot.settings['headless.enabled'] && snapshot.settings['headless.trackingEnabled']) return done()
    noteKey(request, snapshot)
    sendProblem(reply, problems.switchedOff)
  })
}

function endpointOf(url: string): TrackingEndpoint {
  if (url.endsWith('/activities')) return 'activities'
  if (url.endsWith('/contacts')) return 'contacts'
  return url.includes('/consents/') ? 'consents' : 'other'
}
