import { STATUS_CODES } from 'node:http'
import type { FastifyReply } from 'fastify'

/** Every refusal of the management API: its stable code and its status. */
export const problemStatuses = {
  invalid_parameter: 400,
  invalid_cursor: 400,
  bad_request: 400,
  token_missing: 401,
  token_unknown: 401,
  role_too_low: 403,
  not_found: 404,
  contact_not_found: 404,
  method_not_allowed: 405,
  internal_error: 500,
  database_unavailable: 503,
  too_slow: 503,
} as const
export type ProblemCode = keyof typeof problemStatuses

/** A query parameter that was not accepted. */
export interface ParameterProblem {
  readonly parameter: string
  readonly message: string
}

/** Ends a request with problem details (RFC 9457). `message` is a sentence for the person who wrote the client. */
export class Problem extends Error {
  override readonly name = 'Problem'
  readonly code: ProblemCode
  readonly errors: readonly ParameterProblem[]

  constructor(code: ProblemCode, message: string, errors: readonly ParameterProblem[] = []) {
    super(message)
    this.code = code
    this.errors = errors
  }
}

export function sendProblem(reply: FastifyReply, { code, message, errors }: Problem): FastifyReply {
  const status = problemStatuses[code]
  return reply
    .code(status)
    .type('application/problem+json')
    .send(
      JSON.stringify({
        type: 'about:blank',
        title: STATUS_CODES[status],
        status,
        code,
        detail: message,
        ...(errors.length > 0 && { errors }),
        ...(status >= 500 && { requestId: reply.request.id }),
      }),
    )
}
