import type { FastifyError, FastifyReply, FastifyRequest } from 'fastify'
import { newId } from '../../domain/ids.ts'
import { EngineUnavailable } from '../../engine/contract.ts'
import { isDatabaseUnavailable, isStatementTimeout } from '../../platform/database/query-errors.ts'
import { describeDefect } from '../../platform/logger.ts'
import { refusals } from './refusals.ts'
import { sendRefusal } from './reply.ts'
import { unavailableFailure } from './store-drafts.ts'

const RETRY_SECONDS = 1

/**
 * Answers what was thrown: Fastify's refusals of a body, an engine that cannot take more, and surprises, which tell
 * the client an id under which the log knows more.
 */
export function answerError(error: FastifyError, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  if (error instanceof EngineUnavailable) return sendUnavailable(reply, error.retryAfter)
  if (error.code === 'FST_ERR_CTP_BODY_TOO_LARGE') return sendRefusal(reply, refusals.bodyTooLarge)
  if (error.code === 'FST_ERR_CTP_INVALID_MEDIA_TYPE') return sendRefusal(reply, refusals.wrongMediaType)
  if (error.statusCode !== undefined && error.statusCode >= 400 && error.statusCode < 500) {
    return sendRefusal(reply, refusals.unreadableBody)
  }
  // The catalogue writes provisional definitions by itself.
  if (isDatabaseUnavailable(error) || isStatementTimeout(error)) return sendUnavailable(reply, RETRY_SECONDS)
  const id = newId()
  request.log.error({ errorId: id, ...describeDefect(error) }, 'unexpected error')
  return sendRefusal(reply, {
    status: 500,
    code: 'unexpected_error',
    message: `Something went wrong in the server. Its log has the reason under the id ${id}.`,
  })
}

function sendUnavailable(reply: FastifyReply, retryAfter: number): FastifyReply {
  return sendRefusal(reply.header('retry-after', retryAfter), { status: 503, ...unavailableFailure })
}
