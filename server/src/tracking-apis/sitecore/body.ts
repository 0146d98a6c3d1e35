import { isJsonObject, type JsonValue } from '../../domain/json.ts'
import { type JsonRefusal, parseJson } from '../../platform/json/read-json.ts'

/** The events of a request, in order, not looked at yet. */
export interface Batch {
  readonly items: readonly JsonValue[]
  /** False promises that every item can be stored as it is (platform/json/read-json.ts). */
  readonly mayBeFlawed: boolean
}

export type BodyReading = { readonly ok: true; readonly batch: Batch } | JsonRefusal

/**
 * The events of a body. Beside the array that the official clients send it takes what else is met in the field
 * (docs/spec/sitecore.md §1.3): a single value is a batch of one, and a RequestInit that a fetcher posted as if it were
 * the data gives the events of its `body`.
 */
export function readBatch(body: Buffer): BodyReading {
  const parsed = parseJson(body)
  if (!parsed.ok) return parsed
  const { value, mayBeFlawed } = readWrappedBody(parsed.value) ?? parsed
  return { ok: true, batch: { items: Array.isArray(value) ? value : [value], mayBeFlawed } }
}

/**
 * JSS 22.4 and newer hand a RequestInit to the fetcher; one written for the older `(url, data)` serialises it whole:
 * `{"0":{…},"method":"POST","headers":{…},"body":"[{…}]"}`.
 */
function readWrappedBody(value: JsonValue): { value: JsonValue; mayBeFlawed: boolean } | null {
  if (!isJsonObject(value) || !Object.hasOwn(value, 'body') || typeof value.body !== 'string') return null
  const inner = parseJson(Buffer.from(value.body))
  return inner.ok && typeof inner.value === 'object' && inner.value !== null ? inner : null
}
