import type { FastifyInstance, FastifyPluginCallback, FastifyReply, FastifyRequest } from 'fastify'
import type { Catalogue } from '../../catalogue/snapshot.ts'
import type { Engine } from '../../engine/contract.ts'
import type { RecogniseClient } from '../../platform/recognition/recognise-client.ts'
import { createAdmissions } from './admission.ts'
import { answerError } from './answer-error.ts'
import { createCors } from './cors.ts'
import { registerEventRoutes } from './event.routes.ts'
import { registerFlushRoutes } from './flush.routes.ts'
import { type Refusal, refusals, refuseMethod } from './refusals.ts'
import { sendRefusal } from './reply.ts'

export interface SitecoreTrackingDeps {
  readonly engine: Engine
  readonly catalogue: Catalogue
  /** Milliseconds since 1970. */
  readonly now: () => number
  readonly recogniseClient: RecogniseClient
  /** Where the API is served, and nowhere else: with a leading slash and none at the end. */
  readonly basePath: string
  readonly maxBodyBytes: number
  /** The external address of this server, where it is known. */
  readonly publicUrl: string | null
}

/**
 * The Sitecore Tracking Service (docs/spec/sitecore.md §1), with all its manners inside its own scope: bodies, errors,
 * CORS, keys and cookies. Mount it on an app that matches paths in any case.
 */
export function sitecoreTrackingApi(deps: SitecoreTrackingDeps): FastifyPluginCallback {
  return function sitecore(app, _options, done) {
    app.register(registerActions, { prefix: deps.basePath })
    done()
  }

  function registerActions(scope: FastifyInstance, _options: object, done: () => void): void {
    const cors = createCors(deps.publicUrl)
    const admissions = createAdmissions(deps.catalogue, cors)

    scope.removeAllContentTypeParsers()
    scope.addContentTypeParser(['application/json', '*'], { parseAs: 'buffer' }, keepBytes)
    scope.setErrorHandler(answerError)
    scope.addHook('onRequest', refuseWhenSwitchedOff)
    registerEventRoutes(scope, { ...deps, admissions })
    registerFlushRoutes(scope, { ...deps, admissions })
    for (const [url, allow] of [
      ['/event', 'POST, OPTIONS'],
      ['/flush', 'GET, POST, OPTIONS'],
    ] as const) {
      const others = scope.supportedMethods.filter((method) => !allow.split(', ').includes(method))
      refuse(others, url, refuseMethod(allow), { allow })
    }
    for (const url of ['/', '/*']) refuse(scope.supportedMethods, url, refusals.unknownAction)
    done()

    function refuseWhenSwitchedOff(request: FastifyRequest, reply: FastifyReply, proceed: () => void): void {
      const { snapshot } = deps.catalogue
      reply.header('vary', 'Origin')
      if (snapshot.settings['sitecore.enabled']) {
        proceed()
      } else {
        cors.admitIfListed(request, reply, snapshot)
        sendRefusal(reply, refusals.switchedOff)
      }
    }

    /** Refuses before the body is read, and without a look at the key. */
    function refuse(method: string[], url: string, refusal: Refusal, headers: { allow?: string } = {}): void {
      scope.route({
        method,
        url,
        onRequest(request, reply) {
          cors.admitIfListed(request, reply, deps.catalogue.snapshot)
          sendRefusal(reply.headers(headers), refusal)
        },
        handler: (_request, reply) => reply,
      })
    }
  }
}

/** Bodies are read where their refusal can be told in this API's words. */
function keepBytes(
  _request: FastifyRequest,
  body: string | Buffer,
  done: (error: null, body: unknown) => void,
): void {
  done(null, body)
}
