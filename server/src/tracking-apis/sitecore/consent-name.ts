import type { FastifyRequest } from 'fastify'
import { isJsonObject, type JsonValue } from '../../domain/json.ts'
import { readBatch } from './body.ts'
import { isJsonBody } from './media-type.ts'
import { readParameter } from './query-parameters.ts'
import { type Refusal, refusals } from './refusals.ts'

type ConsentNameReading =
  | { readonly ok: true; readonly name: string | null }
  | { readonly ok: false; readonly refusal: Refusal }

const NOT_NAMED: ConsentNameReading = { ok: true, name: null }
const INVALID: ConsentNameReading = { ok: false, refusal: refusals.invalidConsent }

/**
 * Which consent a request to give or revoke names (docs/spec/sitecore.md §2.7): in the query, else in the body, which
 * may be missing; null where it names none. A list of one is taken too, and an empty one: so the official clients send
 * what they are asked to send.
 */
export function readConsentName({
  query,
  headers,
  body,
}: Pick<FastifyRequest, 'query' | 'headers' | 'body'>): ConsentNameReading {
  const inBody = Buffer.isBuffer(body) && body.length > 0 ? readBody(headers, body) : NOT_NAMED
  if (!inBody.ok) return inBody
  const [inQuery] = readParameter(query, 'consent')
  return inQuery === undefined ? inBody : { ok: true, name: inQuery.trim() }
}

function readBody(headers: FastifyRequest['headers'], body: Buffer): ConsentNameReading {
  if (!isJsonBody(headers)) return { ok: false, refusal: refusals.wrongMediaType }
  const reading = readBatch(body)
  if (!reading.ok)
    return { ok: false, refusal: { status: 400, code: reading.code, message: reading.message } }
  const [item = null, ...more] = reading.batch.items
  if (more.length > 0) return INVALID
  return item === null ? NOT_NAMED : readItem(item)
}

function readItem(item: JsonValue): ConsentNameReading {
  if (!isJsonObject(item)) return INVALID
  const member = Object.keys(item).find((name) => name.toLowerCase() === 'consent')
  const value = member === undefined ? null : (item[member] ?? null)
  if (value === null) return NOT_NAMED
  if (typeof value !== 'string') return INVALID
  return value.trim() === '' ? NOT_NAMED : { ok: true, name: value.trim() }
}
