import type { FastifyInstance, FastifyPluginCallback, FastifyReply, FastifyRequest } from 'fastify'
import type { Catalogue } from '../../catalogue/snapshot.ts'
import type { RequestRecorder, TrackingEndpoint } from '../../domain/answered-request.ts'
import type { ReportRejected } from '../../domain/rejected-event.ts'
import type { Engine } from '../../engine/contract.ts'
import type { Pipeline } from '../../pipeline/pipeline.ts'
import { consentPathBeside } from '../../platform/consent-path.ts'
import type { FailureLimit } from '../../platform/limits/failure-limit.ts'
import type { KeyLimit } from '../../platform/limits/key-limit.ts'
import type { RecogniseClient } from '../../platform/recognition/recognise-client.ts'
import { explainPath } from '../explain-path.ts'
import type { Intake } from '../intake.ts'
import { createBodyReader } from '../read-body.ts'
import { traceRequests } from '../request-trace.ts'
import { createAdmissions, declareAdmission, noteKey } from './admission.ts'
import { createErrorAnswer } from './answer-error.ts'
import { registerConsentRoutes } from './consent.routes.ts'
import { createCors } from './cors.ts'
import { registerEventRoutes } from './event.routes.ts'
import { registerFlushRoutes } from './flush.routes.ts'
import { type Refusal, refusals, refuseAction, refuseMethod } from './refusals.ts'
import { sendRefusal } from './reply.ts'
import { createRefusalReporter } from './report-refusals.ts'
import {
  registerVisitorIdentificationRoutes,
  visitorIdentificationMethods,
  visitorIdentificationPrefix,
} from './visitor-identification.routes.ts'

export interface SitecoreTrackingDeps {
  readonly engine: Engine
  readonly pipeline: Pipeline
  readonly catalogue: Catalogue
  /** Milliseconds since 1970. */
  readonly now: () => number
  readonly recogniseClient: RecogniseClient
  /** Where the API is served, but for consent, which has its place beside: with a leading slash and none at the end. */
  readonly basePath: string
  readonly maxBodyBytes: number
  readonly reportRejected: ReportRejected
  readonly failureLimit: FailureLimit
  readonly keyLimit: KeyLimit
  readonly intake: Intake
  /** The external address of this server, where it is known. */
  readonly publicUrl: string | null
  readonly recorder: RequestRecorder
}

/**
 * The Sitecore Tracking Service (docs/spec/sitecore.md §1), with all its manners inside its own scope: bodies, errors,
 * CORS, keys and cookies. Mount it on an app that matches paths in any case.
 */
export function sitecoreTrackingApi(deps: SitecoreTrackingDeps): FastifyPluginCallback {
  return function sitecore(app, _options, done) {
    const cors = createCors(deps.publicUrl)
    const reporter = createRefusalReporter(deps.reportRejected, deps.now)
    const admissions = createAdmissions({ ...deps, cors, reporter })
    const consentPath = consentPathBeside(deps.basePath)
    const actions = [
      `${deps.basePath}/event`,
      `${deps.basePath}/flush`,
      `${consentPath}/give`,
      `${consentPath}/revoke`,
    ]

    app.removeAllContentTypeParsers()
    app.addContentTypeParser(['application/json', '*'], createBodyReader(deps.maxBodyBytes, deps.intake))
    declareAdmission(app)
    traceRequests(app, 'sitecore', deps.recorder, endpointOf)
    app.setErrorHandler(createErrorAnswer(reporter, deps.intake, deps.maxBodyBytes))
    app.addHook('onRequest', refuseWhenSwitchedOff)
    app.register(registerTracking, { prefix: deps.basePath })
    app.register(registerConsent, { prefix: consentPath })
    app.register(registerVisitorIdentification, { prefix: visitorIdentificationPrefix })
    // Who mistypes the folder looks for it in Live all the same.
    if (deps.basePath.toLowerCase() !== '/sitecore')
      for (const url of ['/sitecore', '/sitecore/*']) refuseAddress(app, ['POST', 'OPTIONS'], url)
    done()

    function registerTracking(scope: FastifyInstance, _options: object, ready: () => void): void {
      registerEventRoutes(scope, { ...deps, admissions, reporter })
      registerFlushRoutes(scope, { ...deps, admissions })
      refuseOthers(scope, { '/event': 'POST, OPTIONS', '/flush': 'GET, POST, OPTIONS' })
      ready()
    }

    function registerConsent(scope: FastifyInstance, _options: object, ready: () => void): void {
      registerConsentRoutes(scope, { ...deps, admissions, reporter })
      refuseOthers(scope, { '/give': 'POST, OPTIONS', '/revoke': 'POST, OPTIONS' })
      ready()
    }

    /** Other paths below its prefix are none of this API's. */
    function registerVisitorIdentification(
      scope: FastifyInstance,
      _options: object,
      ready: () => void,
    ): void {
      registerVisitorIdentificationRoutes(scope, deps)
      refuseOtherMethods(scope, visitorIdentificationMethods)
      ready()
    }

    /** What is no action is 404, what is no method of an action 405. */
    function refuseOthers(scope: FastifyInstance, methods: Readonly<Record<string, string>>): void {
      refuseOtherMethods(scope, methods)
      for (const url of ['/', '/*']) refuseAddress(scope, scope.supportedMethods, url)
    }

    function refuseAddress(scope: FastifyInstance, method: string[], url: string): void {
      refuse(scope, method, url, ({ url }) => refuseAction(explainPath(url, actions)))
    }

    function refuseOtherMethods(scope: FastifyInstance, methods: Readonly<Record<string, string>>): void {
      for (const [url, allow] of Object.entries(methods)) {
        const others = scope.supportedMethods.filter((method) => !allow.split(', ').includes(method))
        refuse(scope, others, url, () => refuseMethod(allow), { allow })
      }
    }

    function refuseWhenSwitchedOff(request: FastifyRequest, reply: FastifyReply, proceed: () => void): void {
      const { snapshot } = deps.catalogue
      reply.header('vary', 'Origin')
      if (snapshot.settings['sitecore.enabled']) {
        proceed()
      } else {
        cors.admitIfListed(request, reply, snapshot)
        noteKey(request, snapshot)
        sendRefusal(reply, refusals.switchedOff)
      }
    }

    /** Refuses before the body is read, whatever the key. */
    function refuse(
      scope: FastifyInstance,
      method: string[],
      url: string,
      refusalOf: (request: FastifyRequest) => Refusal,
      headers: { allow?: string } = {},
    ): void {
      scope.route({
        method,
        url,
        exposeHeadRoute: false,
        onRequest(request, reply) {
          const { snapshot } = deps.catalogue
          cors.admitIfListed(request, reply, snapshot)
          noteKey(request, snapshot)
          sendRefusal(reply.headers(headers), refusalOf(request))
        },
        handler: (_request, reply) => reply,
      })
    }
  }
}

function endpointOf(url: string): TrackingEndpoint {
  if (url.endsWith('/event')) return 'event'
  if (url.endsWith('/flush')) return 'flush'
  return url.endsWith('/give') || url.endsWith('/revoke') ? 'consents' : 'other'
}
