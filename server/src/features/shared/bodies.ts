import type { FastifyInstance } from 'fastify'
import type { Static, TSchema } from 'typebox'
import { findProblem } from '../../catalogue/schema-problem.ts'
import type { JsonValue } from '../../domain/json.ts'
import { readJson } from '../../platform/json/read-json.ts'
import { Problem } from './problem.ts'

/** Bytes. What people type into forms is far less. */
const MAX_BODY_BYTES = 1024 * 1024

/** Has `app` read bodies as they came, for {@link readBody}, in place of parsing them. Any other media type is refused. */
export function takeJsonBodies(app: FastifyInstance): void {
  app.removeAllContentTypeParsers()
  app.addContentTypeParser(
    'application/json',
    { parseAs: 'buffer', bodyLimit: MAX_BODY_BYTES },
    (_request, body, done) => done(null, body),
  )
}

/**
 * The body of a request, as its schema describes it. Throws a {@link Problem}: 400 for what is no JSON, 422 for JSON that does
 * not fit. Schemas close their objects (`additionalProperties: false`), so that a misspelt member is found.
 */
export function readBody<Schema extends TSchema>(body: unknown, schema: Schema): Static<Schema> {
  const value = parseJson(body)
  const flaw = findProblem(schema, value)
  if (flaw !== null) {
    const message = `${flaw.path === '' ? 'The body' : flaw.path} ${flaw.message}.`
    throw new Problem('invalid_body', message, [{ parameter: flaw.path, message }])
  }
  return value as Static<Schema>
}

function parseJson(body: unknown): JsonValue {
  if (!Buffer.isBuffer(body) || body.length === 0)
    throw new Problem('malformed_json', 'Send a body: JSON, as content-type: application/json.')
  const reading = readJson(body)
  if (!reading.ok) throw new Problem('malformed_json', reading.message)
  return reading.value
}
