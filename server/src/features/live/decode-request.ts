import {
  type IdentitySource,
  identitySources,
  type ProcessorStep,
  type TrackingEndpoint,
  trackingEndpoints,
  type Verdict,
  verdicts,
} from '../../domain/answered-request.ts'
import type { Uuid } from '../../domain/ids.ts'
import type { TrackingApiName } from '../../domain/kinds.ts'
import { BETWEEN, flags, LAYOUT, NUMBER_BYTES, places, type TextName, texts } from './record-layout.ts'

/** A request as it was kept, in the ids of the database. */
export interface KeptRequest {
  readonly id: string
  /** Milliseconds since 1970. */
  readonly at: number
  readonly api: TrackingApiName
  readonly endpoint: TrackingEndpoint
  readonly verdict: Verdict
  readonly code: string | null
  readonly message: string | null
  readonly channelId: number | null
  readonly apiKeyId: number | null
  readonly method: string
  readonly url: string
  readonly status: number
  readonly durationMs: number
  readonly items: number
  readonly accepted: number
  readonly source: IdentitySource
  readonly givenId: Uuid | null
  readonly deviceId: Uuid | null
  readonly contactId: Uuid | null
  readonly headers: readonly Header[]
  readonly replyHeaders: readonly Header[]
  readonly reply: string
  /** Null where none was read or none may be kept. */
  readonly body: Buffer | null
  /** Bytes that were sent. */
  readonly bodySize: number
  /** One for all items, or one for each. */
  readonly processors: readonly string[]
  readonly failures: readonly { readonly position: number; readonly code: string; readonly message: string }[]
  readonly steps: readonly ProcessorStep[] | null
  /** All headers are there. */
  readonly isWhole: boolean
  /** Nothing of the visitor is there. */
  readonly isPrivate: boolean
}

export interface Header {
  readonly name: string
  readonly value: string
}

/** Reads what `encodeRequest` wrote. Null for another layout. */
export function decodeRequest(record: Buffer): KeptRequest | null {
  if (record[places.layout] !== LAYOUT || record.length < NUMBER_BYTES) return null
  const textEnd = NUMBER_BYTES + record.readUInt32BE(places.textBytes)
  const parts = record.toString('utf8', NUMBER_BYTES, textEnd).split(BETWEEN)
  const text = (name: TextName): string => parts[texts.indexOf(name)] ?? ''
  const flagged = record[places.flags] ?? 0
  return {
    id: text('id'),
    at: record.readDoubleBE(places.at),
    api: (flagged & flags.xperience) === 0 ? 'sitecore' : 'xperience',
    endpoint: trackingEndpoints[record[places.endpoint] ?? 0] ?? 'other',
    verdict: verdicts[record[places.verdict] ?? 0] ?? 'accepted',
    code: text('code') || null,
    message: text('message') || null,
    channelId: record.readInt32BE(places.channelId) || null,
    apiKeyId: record.readInt32BE(places.apiKeyId) || null,
    method: text('method'),
    url: text('url'),
    status: record.readUInt16BE(places.status),
    durationMs: record.readFloatBE(places.durationMs),
    items: record.readUInt32BE(places.items),
    accepted: record.readUInt32BE(places.accepted),
    source: identitySources[record[places.source] ?? 0] ?? 'none',
    givenId: text('givenId') || null,
    deviceId: text('deviceId') || null,
    contactId: text('contactId') || null,
    headers: readHeaders(text('headers')),
    replyHeaders: readHeaders(text('replyHeaders')),
    reply: text('reply'),
    body: (flagged & flags.read) !== 0 && (flagged & flags.private) === 0 ? record.subarray(textEnd) : null,
    bodySize: record.readUInt32BE(places.bodySize),
    processors: text('processors') === '' ? [] : text('processors').split(','),
    failures: readTuples(text('failures')).map(([position, code, message]) => ({
      position: Number(position),
      code: String(code),
      message: String(message),
    })),
    steps:
      text('steps') === ''
        ? null
        : readTuples(text('steps')).map(([position, processor, ms, said]) => ({
            position: Number(position),
            processor: String(processor),
            ms: Number(ms),
            said: String(said),
          })),
    isWhole: (flagged & flags.whole) !== 0,
    isPrivate: (flagged & flags.private) !== 0,
  }
}

function readHeaders(text: string): Header[] {
  return text.split('\n').flatMap((line) => {
    const colon = line.indexOf(': ')
    return colon < 0 ? [] : { name: line.slice(0, colon), value: line.slice(colon + 2) }
  })
}

/** What was cut is no JSON any more: nothing is better than half. */
function readTuples(text: string): (string | number)[][] {
  if (text === '') return []
  try {
    return JSON.parse(text) as (string | number)[][]
  } catch {
    return []
  }
}
