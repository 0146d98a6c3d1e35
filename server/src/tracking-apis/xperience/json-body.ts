import type { FastifyRequest } from 'fastify'
import { isJsonMediaType } from '../../platform/json/media-type.ts'
import { type JsonParsing, parseJson } from '../../platform/json/read-json.ts'
import type { Problem } from './problem.ts'
import { problems } from './problems.ts'

const NOTHING = Buffer.alloc(0)

/** The JSON of a request that needs a body, or the refusal. */
export function readJsonBody(request: FastifyRequest): (JsonParsing & { ok: true }) | Problem {
  const { headers, body } = request
  if (!isJsonMediaType(headers['content-type'])) return problems.notJson
  if ((headers['content-encoding'] ?? 'identity').toLowerCase() !== 'identity') return problems.encoded
  const parsing = parseJson(Buffer.isBuffer(body) ? body : NOTHING)
  return parsing.ok ? parsing : problems.unreadableJson(parsing)
}
