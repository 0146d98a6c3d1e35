import { STATUS_CODES } from 'node:http'
import type { FastifyReply } from 'fastify'
import { traceOf } from '../request-trace.ts'

/** A refusal of a whole request: its status, a stable snake_case code, and a sentence that says what to mend. */
export interface Problem {
  readonly status: number
  readonly code: string
  readonly detail: string
  readonly headers?: Readonly<Record<string, string>>
  /** What is wrong with each member of the body. */
  readonly errors?: Readonly<Record<string, readonly string[]>>
}

/**
 * Answers with problem JSON (RFC 9457) in the shape that ASP.NET gives it. `traceId` finds the request in the log.
 */
export function sendProblem(reply: FastifyReply, problem: Problem): FastifyReply {
  const { status, code, detail, headers, errors } = problem
  traceOf(reply.request).refusal = { code, message: detail }
  const body = {
    type: 'about:blank',
    title: STATUS_CODES[status],
    status,
    detail,
    code,
    traceId: reply.request.id,
    ...(errors && { errors }),
  }
  return reply
    .code(status)
    .headers({
      ...headers,
      'content-type': 'application/problem+json; charset=utf-8',
      'cache-control': 'no-store',
    })
    .send(JSON.stringify(body))
}
