import type { FastifyError, FastifyInstance, HTTPMethods } from 'fastify'
import { isDatabaseUnavailable, isStatementTimeout } from '../../platform/database/query-errors.ts'
import { describeDefect } from '../../platform/logger.ts'
import { Problem, sendProblem } from './problem.ts'

/** Seconds after which a client may ask again. */
const retryAfter = '2'

/** Within `app`, every failure and every unknown path is answered with problem details (RFC 9457). */
export function answerWithProblems(app: FastifyInstance): void {
  app.setErrorHandler<FastifyError>((error, request, reply) => {
    const problem = toProblem(error)
    if (problem.code === 'internal_error') {
      request.log.error({ requestId: request.id, ...describeDefect(error) }, 'A request failed')
    }
    if (problem.code === 'database_unavailable' || problem.code === 'too_slow') {
      reply.header('retry-after', retryAfter)
    }
    return sendProblem(reply, problem)
  })
  app.setNotFoundHandler(refuseUnknownPath)
  // Before a body is parsed: an unknown path is unknown whatever is sent to it.
  // No promise: every request of every tracking API passes here.
  app.addHook('onRequest', (request, reply, proceed) => {
    if (request.is404) sendProblem(reply, unknownPath)
    else proceed()
  })
}

const unknownPath = new Problem('not_found', 'There is nothing at this path. /api/docs lists what there is.')

function refuseUnknownPath(): never {
  throw unknownPath
}

/**
 * Notes the routes that are added to `app` from now on. The function that it returns ends the list: it answers 405
 * with Allow on each of their paths to every method that the path does not have.
 */
export function collectPaths(app: FastifyInstance): () => void {
  const methodsByPath = new Map<string, Set<string>>()
  let isOpen = true
  app.addHook('onRoute', ({ routePath, method }) => {
    if (!isOpen) return
    const methods = methodsByPath.get(routePath) ?? new Set()
    for (const one of [method].flat()) methods.add(one)
    methodsByPath.set(routePath, methods)
  })
  return () => {
    isOpen = false
    for (const [path, methods] of methodsByPath) refuseOtherMethods(app, path, methods)
  }
}

function refuseOtherMethods(app: FastifyInstance, path: string, methods: ReadonlySet<string>): void {
  const allowed = [...methods].sort().join(', ')
  const others = app.supportedMethods.filter((method) => !methods.has(method)) as HTTPMethods[]
  app.route({
    method: others,
    url: path,
    exposeHeadRoute: false,
    schema: { hide: true },
    config: { roles: 'anyone' },
    onRequest: async (_request, reply) =>
      sendProblem(
        reply.header('allow', allowed),
        new Problem('method_not_allowed', `This path takes ${allowed} only.`),
      ),
    handler: refuseUnknownPath,
  })
}

function toProblem(error: FastifyError): Problem {
  if (error instanceof Problem) return error
  if (isStatementTimeout(error)) {
    return new Problem(
      'too_slow',
      'This takes too long to find out. Narrow it, with a time range for example.',
    )
  }
  if (isDatabaseUnavailable(error)) {
    return new Problem(
      'database_unavailable',
      'The database cannot be reached at the moment. Try again shortly.',
    )
  }
  if (error.code === 'FST_ERR_CTP_BODY_TOO_LARGE')
    return new Problem('body_too_large', 'The body is larger than 1 MiB.')
  if (error.code === 'FST_ERR_CTP_INVALID_MEDIA_TYPE')
    return new Problem('wrong_media_type', 'Send the body as content-type: application/json.')
  if (error.statusCode !== undefined && error.statusCode < 500) {
    return new Problem('bad_request', 'The request cannot be read.')
  }
  return new Problem(
    'internal_error',
    'This is a defect of Waymark. Its log tells more under the request id.',
  )
}
