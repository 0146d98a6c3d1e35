import type { FastifyInstance, HTTPMethods } from 'fastify'
import type { Catalogue } from '../../catalogue/snapshot.ts'
import { explainPath } from '../explain-path.ts'
import { traceOf } from '../request-trace.ts'
import { noteKey } from './authenticate.ts'
import { addPreflightHeaders } from './cors.ts'
import { sendProblem } from './problem.ts'
import { problems } from './problems.ts'

/**
 * Answers, without asking for a key, the methods that the paths of this API do not take: 405 with Allow, to OPTIONS
 * 204; and to every other path 404. All before a body is read.
 */
export function answerOtherMethods(
  app: FastifyInstance,
  catalogue: Catalogue,
  paths: Readonly<Record<string, readonly HTTPMethods[]>>,
): void {
  for (const [url, methods] of Object.entries(paths)) {
    const taken = methods.includes('GET') ? [...methods, 'HEAD'] : methods
    const allow = [...taken, 'OPTIONS'].join(', ')
    app.route({
      method: app.supportedMethods.filter((method) => !taken.includes(method)),
      url,
      onRequest(request, reply) {
        if (request.method === 'OPTIONS') {
          const isAllowed = addPreflightHeaders(request, reply, catalogue)
          // The browser will not send what it asked about: nothing else tells of it.
          if (!isAllowed && request.headers.origin !== undefined) traceOf(request).refusal = originNotAllowed
          reply.code(204).header('allow', allow).send()
        } else {
          noteKey(request, catalogue.snapshot)
          sendProblem(reply, problems.wrongMethod(allow))
        }
      },
      handler: neverReached,
    })
  }
  const addresses = Object.keys(paths).map((path) => app.prefix + path.replaceAll(/:(\w+)/g, '{$1}'))
  for (const url of ['/', '/*']) {
    app.all(
      url,
      {
        onRequest(request, reply) {
          noteKey(request, catalogue.snapshot)
          sendProblem(reply, problems.unknownPath(explainPath(request.url, addresses)))
        },
      },
      neverReached,
    )
  }
}

const originNotAllowed = {
  code: 'origin_not_allowed',
  message:
    'The browser asked whether a page of this origin may send, and was not told so: the setting headless.corsAllowedOrigins does not list it.',
}

/** Its hook has answered. */
function neverReached(): void {}
