import type { LiveRequest } from '../../../server/src/features/live/live.schemas.ts'

/** Refused before a key is asked for, or only counted. */
const UNKEPT: ReadonlySet<string | null> = new Set([
  'too_many_requests',
  'method_not_allowed',
  'service_disabled',
  'tracking_disabled',
])

/**
 * Whether something of a request stands among the rejected events: what came with a good key, to an address that there is,
 * and is not to be sent again. Of a preflight there is nothing to keep.
 */
export function isKept({
  channelId,
  endpoint,
  method,
  status,
  verdict,
  code,
}: Pick<LiveRequest, 'channelId' | 'endpoint' | 'method' | 'status' | 'verdict' | 'code'>): boolean {
  if (channelId === null || endpoint === 'other' || method === 'OPTIONS') return false
  if (status === 503 || UNKEPT.has(code)) return false
  return verdict === 'refused' || verdict === 'partly_accepted' || verdict === 'failed'
}
