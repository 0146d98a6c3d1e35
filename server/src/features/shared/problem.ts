import { STATUS_CODES } from 'node:http'
import type { FastifyReply } from 'fastify'

/** Every refusal of the management API: its stable code and its status. */
export const problemStatuses = {
  invalid_parameter: 400,
  invalid_cursor: 400,
  bad_request: 400,
  malformed_json: 400,
  token_missing: 401,
  token_unknown: 401,
  session_ended: 401,
  wrong_credentials: 401,
  role_too_low: 403,
  sign_in_needed: 403,
  other_origin: 403,
  not_found: 404,
  contact_not_found: 404,
  visit_not_found: 404,
  request_not_found: 404,
  consent_not_found: 404,
  activity_not_found: 404,
  channel_not_found: 404,
  api_key_not_found: 404,
  rejected_event_not_found: 404,
  job_not_found: 404,
  method_not_allowed: 405,
  rejected_event_settled: 409,
  replay_under_way: 409,
  other_count: 409,
  name_taken: 409,
  no_usable_key: 409,
  demo_channel: 409,
  demo_busy: 409,
  demo_loaded: 409,
  demo_absent: 409,
  holds_real_data: 409,
  changed_meanwhile: 412,
  body_too_large: 413,
  wrong_media_type: 415,
  invalid_body: 422,
  not_replayable: 422,
  not_correctable: 422,
  unknown_definition: 422,
  too_many_failures: 429,
  too_many_streams: 429,
  too_many_exports: 429,
  internal_error: 500,
  database_unavailable: 503,
  too_slow: 503,
} as const
export type ProblemCode = keyof typeof problemStatuses

/** What was not accepted: a query parameter, or a member of the body by its JSON path. */
export interface ParameterProblem {
  readonly parameter: string
  readonly message: string
}

/** Ends a request with problem details (RFC 9457). `message` is a sentence for the person who wrote the client. */
export class Problem extends Error {
  override readonly name = 'Problem'
  readonly code: ProblemCode
  readonly errors: readonly ParameterProblem[]
  /** Seconds after which a client may ask again; null where asking again will not help. */
  readonly retryAfter: number | null

  constructor(
    code: ProblemCode,
    message: string,
    errors: readonly ParameterProblem[] = [],
    retryAfter: number | null = null,
  ) {
    super(message)
    this.code = code
    this.errors = errors
    this.retryAfter = retryAfter
  }
}

export function sendProblem(reply: FastifyReply, problem: Problem): FastifyReply {
  const { code, message, errors, retryAfter } = problem
  const status = problemStatuses[code]
  if (retryAfter !== null) reply.header('retry-after', retryAfter)
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
