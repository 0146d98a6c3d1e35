import type { FastifyError, FastifyReply, FastifyRequest } from 'fastify'
import { EngineUnavailable } from '../../engine/contract.ts'
import { isDatabaseUnavailable, isStatementTimeout } from '../../platform/database/query-errors.ts'
import { describeDefect } from '../../platform/logger.ts'
import type { Intake } from '../intake.ts'
import { findAdmission } from './admission.ts'
import { bodyTooLarge, type Refusal, refusals } from './refusals.ts'
import { sendRefusal } from './reply.ts'
import type { RefusalReporter } from './report-refusals.ts'

const RETRY_SECONDS = 1

/**
 * Answers what was thrown: Fastify's refusals of a body, an engine that cannot take more, and surprises, which tell
 * the client an id under which the log knows more.
 */
export function createErrorAnswer(reporter: RefusalReporter, intake: Intake, maxBodyBytes: number) {
  return function answerError(
    error: FastifyError,
    request: FastifyRequest,
    reply: FastifyReply,
  ): FastifyReply {
    if (error instanceof EngineUnavailable) {
      intake.holdBack(reply)
      return sendUnavailable(reply, error.retryAfter)
    }
    // The catalogue writes provisional definitions by itself.
    if (isDatabaseUnavailable(error) || isStatementTimeout(error))
      return sendUnavailable(reply, RETRY_SECONDS)
    const refusal = findRefusal(error, maxBodyBytes) ?? reportDefect(error, request)
    const admission = findAdmission(request)
    return admission === null
      ? sendRefusal(reply, refusal)
      : reporter.refuse(reply, admission.key, refusal, request.body)
  }
}

function findRefusal({ code, statusCode = 500 }: FastifyError, maxBodyBytes: number): Refusal | null {
  if (code === 'FST_ERR_CTP_BODY_TOO_LARGE') return bodyTooLarge(maxBodyBytes)
  if (code === 'FST_ERR_CTP_INVALID_MEDIA_TYPE') return refusals.wrongMediaType
  return statusCode >= 400 && statusCode < 500 ? refusals.unreadableBody : null
}

function reportDefect(error: FastifyError, request: FastifyRequest): Refusal {
  const { id } = request
  request.log.error({ requestId: id, ...describeDefect(error) }, 'unexpected error')
  return {
    status: 500,
    code: 'unexpected_error',
    message: `Something went wrong in the server. Its log has the reason under the id ${id}.`,
  }
}

function sendUnavailable(reply: FastifyReply, retryAfter: number): FastifyReply {
  return sendRefusal(reply.header('retry-after', retryAfter), refusals.unavailable)
}
