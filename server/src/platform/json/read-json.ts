import { isUtf8 } from 'node:buffer'
import type { JsonValue } from '../../domain/json.ts'
import { findFlaw, type JsonFlaw } from './find-flaw.ts'
import { makeWellFormed } from './make-well-formed.ts'
import { scanJson } from './scan-json.ts'

/** How deep arrays and objects may be nested; the outermost one is at depth 1. */
export const MAX_JSON_DEPTH = 32

export interface JsonRefusal {
  readonly ok: false
  readonly code: 'malformed_json' | 'too_deep' | JsonFlaw['code']
  /** A sentence for the client; it quotes nothing of the body but the name of a member. */
  readonly message: string
  /** Where in the body, as `activities[3].value`. */
  readonly path?: string
}

export type JsonReading = { readonly ok: true; readonly value: JsonValue } | JsonRefusal

export type JsonParsing =
  | {
      readonly ok: true
      readonly value: JsonValue
      /** False promises that {@link findFlaw} has nothing to say about any part of `value`. */
      readonly mayBeFlawed: boolean
    }
  | JsonRefusal

/**
 * Reads a request body as JSON (RFC 8259) that can be stored: UTF-8 with or without a byte order mark, nested at
 * most {@link MAX_JSON_DEPTH} deep, without NUL characters (PostgreSQL has none) and without numbers that overflow.
 * Lone surrogates become U+FFFD. A member called `__proto__` is an ordinary member of the result.
 */
export function readJson(body: Buffer): JsonReading {
  const parsed = parseJson(body)
  if (!parsed.ok || !parsed.mayBeFlawed) return parsed
  return findFlaw(parsed.value) ?? parsed
}

/**
 * {@link readJson} for bodies of which one part may be refused and the rest kept: flaws are left for the caller to
 * look for, with {@link findFlaw}, in each part.
 */
export function parseJson(body: Buffer): JsonParsing {
  const start = body[0] === 0xef && body[1] === 0xbb && body[2] === 0xbf ? 3 : 0
  // Before JSON.parse: a megabyte of brackets costs it a hundred times its size in memory.
  const scan = scanJson(body, start, MAX_JSON_DEPTH)
  if (scan.tooDeep) {
    return refuse('too_deep', `The body is nested more than ${MAX_JSON_DEPTH} levels deep.`)
  }
  if (!scan.ascii && !isUtf8(body)) return refuse('malformed_json', 'The body is not valid UTF-8.')
  let value: JsonValue
  try {
    value = JSON.parse(body.toString(scan.ascii ? 'latin1' : 'utf8', start)) as JsonValue
  } catch (error) {
    return refuse('malformed_json', describeSyntaxError(error, body.length === start))
  }
  if (scan.surrogateEscape) value = makeWellFormed(value)
  return { ok: true, value, mayBeFlawed: scan.nulEscape || scan.hugeNumber }
}

function refuse(code: JsonRefusal['code'], message: string): JsonRefusal {
  return { ok: false, code, message }
}

/** V8's own message quotes the body: only what it says of the place is passed on. */
function describeSyntaxError(error: unknown, empty: boolean): string {
  if (empty) return 'The body is empty where JSON is expected.'
  const reason = error instanceof Error ? error.message : ''
  if (reason.startsWith('Unexpected end')) return 'The body is not valid JSON: it ends too early.'
  const position = /position (\d+)/.exec(reason)?.[1]
  return position === undefined
    ? 'The body is not valid JSON.'
    : `The body is not valid JSON: see position ${position}.`
}
