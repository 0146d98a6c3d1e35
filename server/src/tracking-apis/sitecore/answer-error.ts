import type { FastifyError, FastifyReply, FastifyRequest } from 'fastify'
import { newId } from '../../domain/ids.ts'
import { EngineUnavailable } from '../../engine/contract.ts'
import { refusals } from './refusals.ts'
import { sendRefusal } from './reply.ts'
import { unavailableFailure } from './store-drafts.ts'

/**
 * Answers what was thrown: Fastify's refusals of a body, an engine that cannot take more, and surprises, which tell
 * the client an id under which the log knows more.
 */
export function answerError(error: FastifyError, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  if (error instanceof EngineUnavailable) {
    return sendRefusal(reply.header('retry-after', error.retryAfter), { status: 503, ...unavailableFailure })
  }
  if (error.code === 'FST_ERR_CTP_BODY_TOO_LARGE') return sendRefusal(reply, refusals.bodyTooLarge)
  if (error.code === 'FST_ERR_CTP_INVALID_MEDIA_TYPE') return sendRefusal(reply, refusals.wrongMediaType)
  if (error.statusCode !== undefined && error.statusCode >= 400 && error.statusCode < 500) {
    return sendRefusal(reply, refusals.unreadableBody)
  }
  const id = newId()
  request.log.error({ err: error, errorId: id }, 'unexpected error')
  return sendRefusal(reply, {
    status: 500,
    code: 'unexpected_error',
    message: `Something went wrong in the server. Its log has the reason under the id ${id}.`,
  })
}
