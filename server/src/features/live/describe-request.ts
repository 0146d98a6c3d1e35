import { readJson } from '../../platform/json/read-json.ts'
import type { KeptRequest } from './decode-request.ts'
import { describeItems } from './describe-items.ts'
import type { LiveRequestDetails } from './live.schemas.ts'
import { hideSecretKey, MASK, maskHeaders, maskUrl, maskValue } from './mask.ts'
import { type LiveNames, toLiveRequest } from './to-live-request.ts'

/** A request with all that is known of it. Without `showsRaw` what says something of a person is hidden. */
export function describeRequest(kept: KeptRequest, names: LiveNames, showsRaw: boolean): LiveRequestDetails {
  const url = hideSecretKey(kept.url)
  const { source, givenId, deviceId, contactId } = kept
  return {
    ...toLiveRequest(kept, names),
    url: showsRaw ? url : maskUrl(url),
    list: describeItems(kept),
    headers: showsRaw ? [...kept.headers] : maskHeaders(kept.headers),
    hasAllHeaders: kept.isWhole,
    replyHeaders: showsRaw ? [...kept.replyHeaders] : maskHeaders(kept.replyHeaders),
    reply: kept.reply,
    body: {
      text: showsRaw ? readBody(kept) : maskBody(kept),
      size: kept.bodySize,
      isCut: kept.body !== null && kept.body.length < kept.bodySize,
    },
    isMasked: !showsRaw,
    isPrivate: kept.isPrivate,
    identity: {
      source,
      givenId,
      deviceId,
      contactId,
      sentCookies: kept.headers.some(({ name }) => name === 'cookie'),
    },
    steps:
      kept.steps?.map(({ position, processor, ms, said }) => ({ index: position, processor, ms, said })) ??
      null,
  }
}

/** As part of a stream a character at the end that is not whole is left out, not replaced. */
function readBody({ body, bodySize }: KeptRequest): string | null {
  return body === null ? null : new TextDecoder().decode(body, { stream: body.length < bodySize })
}

/** What cannot be read cannot be masked member by member either. */
function maskBody({ body, bodySize }: KeptRequest): string | null {
  if (body === null || body.length === 0) return body === null ? null : ''
  if (body.length < bodySize) return MASK
  const reading = readJson(body)
  return reading.ok ? JSON.stringify(maskValue(reading.value)) : MASK
}
