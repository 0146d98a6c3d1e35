import type { FastifyInstance, FastifyRequest } from 'fastify'
import { isJsonMediaType } from '../../platform/json/media-type.ts'
import { type JsonParsing, parseJson } from '../../platform/json/read-json.ts'
import type { Problem } from './problem.ts'
import { problems } from './problems.ts'

const NOTHING = Buffer.alloc(0)

/**
 * Takes bodies as they are, whatever their type: a route that needs none may get one all the same, and a size is
 * judged before a type (docs/spec/waymark.md §4).
 */
export function acceptRawBodies(app: FastifyInstance, maxBodyBytes: number): void {
  app.removeAllContentTypeParsers()
  app.addContentTypeParser('*', { parseAs: 'buffer', bodyLimit: maxBodyBytes }, (_request, body, done) =>
    done(null, body),
  )
}

/** The JSON of a request that needs a body, or the refusal. */
export function readJsonBody(request: FastifyRequest): (JsonParsing & { ok: true }) | Problem {
  const { headers, body } = request
  if (!isJsonMediaType(headers['content-type'])) return problems.notJson
  if ((headers['content-encoding'] ?? 'identity').toLowerCase() !== 'identity') return problems.encoded
  const parsing = parseJson(Buffer.isBuffer(body) ? body : NOTHING)
  return parsing.ok ? parsing : problems.unreadableJson(parsing)
}
