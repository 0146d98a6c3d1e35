import type { Snapshot } from '../../catalogue/snapshot.ts'
import type { KeptRequest } from './decode-request.ts'
import type { LiveKey, LiveRequest } from './live.schemas.ts'
import { originOf } from './live-filter.ts'
import { shortenKey } from './mask.ts'

/** What a request refers to in the catalogue. */
export interface LiveNames {
  readonly snapshot: Snapshot
  readonly keys: ReadonlyMap<number, LiveKey>
}

/** A request as lists show it. */
export function toLiveRequest(kept: KeptRequest, { snapshot, keys }: LiveNames): LiveRequest {
  const { apiKeyId, channelId } = kept
  return {
    id: kept.id,
    at: new Date(kept.at).toISOString(),
    api: kept.api,
    endpoint: kept.endpoint,
    method: kept.method,
    verdict: kept.verdict,
    code: kept.code,
    message: kept.message,
    status: kept.status,
    durationMs: Math.round(kept.durationMs * 100) / 100,
    items: kept.items,
    accepted: kept.accepted,
    channelId: channelId === null ? null : (snapshot.channelById(channelId)?.guid ?? null),
    apiKey: apiKeyId === null ? null : (keys.get(apiKeyId) ?? null),
    sentKey: apiKeyId === null ? findSentKey(kept) : null,
    origin: originOf(kept),
    contactId: kept.contactId,
  }
}

/** In the address, or in a header of the same name. */
function findSentKey({ url, headers }: KeptRequest): string | null {
  const inHeader = headers.find(({ name }) => name === 'sc_apikey')?.value
  const sent = /[?&]sc_apikey=([^&#]*)/i.exec(url)?.[1] || inHeader || ''
  if (sent === '') return null
  const shown = shortenKey(sent)
  return shown.length > 9 ? `${shown.replace(/^(?:\{|%7B)/i, '').slice(0, 8)}…` : shown
}
