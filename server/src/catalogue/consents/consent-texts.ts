import { createHash } from 'node:crypto'
import { isJsonObject, type JsonObject } from '../../domain/json.ts'
import { toCanonicalJson } from '../canonical-json.ts'
import type { ConsentText } from '../snapshot.ts'

/** By code of language, in lower case. */
export type ConsentTexts = Readonly<Record<string, ConsentText>>

/** Names a version of a consent's text: SHA-256 over the texts of all its languages (docs/spec/xperience.md §2.6). */
export function hashConsentTexts(texts: ConsentTexts): string {
  return createHash('sha256').update(formatConsentTexts(texts)).digest('hex')
}

/** The text of the column `consents.texts`. */
export function formatConsentTexts(texts: ConsentTexts): string {
  const plain = Object.entries(texts).map(([code, { shortText, fullText }]) => [
    code,
    { shortText, fullText },
  ])
  return toCanonicalJson(Object.fromEntries(plain))
}

/** The inverse of {@link formatConsentTexts}, on the value that PostgreSQL gives. */
export function readConsentTexts(stored: JsonObject): ConsentTexts {
  const texts = Object.entries(stored).map(([code, text]) => {
    const { shortText, fullText } = isJsonObject(text) ? text : {}
    return [code, { shortText: asText(shortText), fullText: asText(fullText) }]
  })
  return Object.fromEntries(texts)
}

function asText(value: unknown): string {
  return typeof value === 'string' ? value : ''
}
