import {
  type TrackingEndpoint,
  trackingEndpoints,
  type Verdict,
  verdicts,
} from '../../domain/answered-request.ts'
import type { Uuid } from '../../domain/ids.ts'
import { decodeRequest, type KeptRequest } from './decode-request.ts'
import { places } from './record-layout.ts'
import type { RecordTest } from './request-log.ts'

/** Which requests are asked for, in the ids of the database. Null is no condition. */
export interface LiveFilter {
  readonly channelIds: readonly number[] | null
  readonly verdicts: readonly Verdict[] | null
  readonly endpoints: readonly TrackingEndpoint[] | null
  readonly apiKeyIds: readonly number[] | null
  readonly origin: string | null
  readonly contactId: Uuid | null
  readonly text: string | null
  /** Also in what was sent: for roles that may see it. Searching would tell it to others letter by letter. */
  readonly searchesBodies: boolean
  /** Milliseconds since 1970. */
  readonly from: number | null
  /** Exclusive. */
  readonly to: number | null
}

/** A filter as a test of records in memory: the numbers first, and only then what has to be read. */
export function createRecordTest(filter: LiveFilter): RecordTest {
  const { channelIds, apiKeyIds, from, to } = filter
  const verdictNumbers = filter.verdicts?.map((verdict) => verdicts.indexOf(verdict)) ?? null
  const endpointNumbers = filter.endpoints?.map((endpoint) => trackingEndpoints.indexOf(endpoint)) ?? null
  const readsTexts = filter.origin !== null || filter.contactId !== null || filter.text !== null

  return (bytes, start) => {
    if (verdictNumbers !== null && !verdictNumbers.includes(bytes[start + places.verdict] ?? 0)) return false
    if (endpointNumbers !== null && !endpointNumbers.includes(bytes[start + places.endpoint] ?? 0))
      return false
    if (channelIds !== null && !channelIds.includes(bytes.readInt32BE(start + places.channelId))) return false
    if (apiKeyIds !== null && !apiKeyIds.includes(bytes.readInt32BE(start + places.apiKeyId))) return false
    if (from !== null && bytes.readDoubleBE(start + places.at) < from) return false
    if (to !== null && bytes.readDoubleBE(start + places.at) >= to) return false
    if (!readsTexts) return true
    return matchesTexts(filter, bytes.subarray(start, start + bytes.readUInt32BE(start + places.length)))
  }
}

function matchesTexts(filter: LiveFilter, record: Buffer): boolean {
  const kept = decodeRequest(record)
  if (kept === null) return false
  if (filter.origin !== null && originOf(kept) !== filter.origin) return false
  if (filter.contactId !== null && kept.contactId !== filter.contactId) return false
  if (filter.text === null) return true
  const searched = filter.searchesBodies
    ? record.toString('utf8')
    : [kept.id, kept.code, originOf(kept), kept.contactId].join(' ')
  return searched.toLowerCase().includes(filter.text.toLowerCase())
}

export function originOf({ headers }: Pick<KeptRequest, 'headers'>): string | null {
  return headers.find(({ name }) => name === 'origin')?.value ?? null
}
