import type { FastifyError, FastifyReply, FastifyRequest } from 'fastify'
import { EngineUnavailable } from '../../engine/contract.ts'
import { isDatabaseUnavailable, isStatementTimeout } from '../../platform/database/query-errors.ts'
import { describeDefect } from '../../platform/logger.ts'
import type { Intake } from '../intake.ts'
import type { Problem } from './problem.ts'
import { problems } from './problems.ts'
import type { Refuse } from './refuse.ts'

const RETRY_SECONDS = 1

/** Answers what was thrown on the way of a request: by Fastify while it read the body, by the engine, by a query, by a defect. */
export function createErrorHandler(maxBodyBytes: number, refuse: Refuse, intake: Intake) {
  return function handleError(
    error: FastifyError,
    request: FastifyRequest,
    reply: FastifyReply,
  ): FastifyReply {
    const problem = toProblem(error, maxBodyBytes)
    if (error instanceof EngineUnavailable) intake.holdBack(reply)
    if (problem === problems.defect) {
      request.log.error({ requestId: request.id, ...describeDefect(error) }, 'a tracking request failed')
    }
    return refuse(request, reply, problem)
  }
}

function toProblem(error: FastifyError, maxBodyBytes: number): Problem {
  if (error instanceof EngineUnavailable) return problems.unavailable(error.retryAfter)
  if (isDatabaseUnavailable(error) || isStatementTimeout(error)) return problems.unavailable(RETRY_SECONDS)
  switch (error.code) {
    case 'FST_ERR_CTP_BODY_TOO_LARGE':
      return problems.tooLarge(maxBodyBytes)
    case 'FST_ERR_CTP_INVALID_MEDIA_TYPE':
      return problems.notJson
  }
  const { statusCode = 500 } = error
  return statusCode >= 400 && statusCode < 500 ? problems.badRequest : problems.defect
}
