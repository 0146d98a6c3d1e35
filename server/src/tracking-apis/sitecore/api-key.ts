import type { FastifyRequest } from 'fastify'
import type { ApiKey, Snapshot } from '../../catalogue/snapshot.ts'
import { parseGuid } from '../../domain/ids.ts'
import { readParameter } from './query-parameters.ts'
import { keyRefusals, type Refusal } from './refusals.ts'

export type KeyReading =
  | { readonly status: 'valid'; readonly key: ApiKey }
  /** `refusal` is for those who need one. */
  | { readonly status: 'missing'; readonly refusal: Refusal }
  | { readonly status: 'invalid'; readonly refusal: Refusal }

const MISSING: KeyReading = { status: 'missing', refusal: keyRefusals.missing }
const EMPTY: KeyReading = { status: 'missing', refusal: keyRefusals.empty }

/**
 * The API key of a request: the query parameter `sc_apikey` (its name in any case) or the header of that name, in
 * every GUID notation (docs/spec/sitecore.md §1.2, §1.7). The query wins over the header; a parameter that is repeated
 * must say the same thing each time.
 */
export function readApiKey(
  request: Pick<FastifyRequest, 'query' | 'headers'>,
  snapshot: Snapshot,
): KeyReading {
  const inQuery = readParameter(request.query, 'sc_apikey')
  if (inQuery.length > 0) return resolveKeys(inQuery, snapshot)
  const inHeader = request.headers.sc_apikey
  if (typeof inHeader !== 'string' || inHeader.trim() === '')
    return inHeader !== undefined || isNamed(request.query) ? EMPTY : MISSING
  return resolveKeys([inHeader], snapshot)
}

function resolveKeys(texts: readonly string[], snapshot: Snapshot): KeyReading {
  const [first = '', ...others] = texts
  const guid = parseGuid(first)
  if (others.some((text) => parseGuid(text) !== guid)) return refuse(keyRefusals.ambiguous)
  if (guid === null) {
    return refuse(textRefusals.get(first.trim().toLowerCase()) ?? keyRefusals.malformed)
  }
  const key = snapshot.sitecoreKey(guid)
  if (key === undefined) return refuse(keyRefusals.unknown)
  return key.enabled ? { status: 'valid', key } : refuse(keyRefusals.disabled)
}

/** What JavaScript makes of a variable that is not there. */
const textRefusals: ReadonlyMap<string, Refusal> = new Map([
  ['undefined', keyRefusals.undefinedText],
  ['null', keyRefusals.nullText],
])

function isNamed(query: unknown): boolean {
  return Object.keys(query ?? {}).some((name) => name.toLowerCase() === 'sc_apikey')
}

function refuse(refusal: Refusal): KeyReading {
  return { status: 'invalid', refusal }
}
