import type { Queries } from '../../platform/database/queries.ts'
import { type PageRequest, readingOrder } from '../shared/pages.ts'
import { decodeRequest, type KeptRequest } from './decode-request.ts'
import { findTroubled, type RequestKey, readTroubled } from './find-troubled.queries.ts'
import { createRecordTest, type LiveFilter } from './live-filter.ts'
import { NUMBER_BYTES } from './record-layout.ts'
import { bytesOf, type RequestLog } from './request-log.ts'

/** Reads a page of what is in memory and of what is stored, in reading order, and one more where there are more. */
export async function readHistory(
  log: RequestLog,
  queries: Queries,
  filter: LiveFilter,
  request: PageRequest<RequestKey>,
): Promise<KeptRequest[]> {
  const stored = (await readTroubled(queries, filter, request)).flatMap(
    (record) => decodeRequest(record) ?? [],
  )
  const recent = findInMemory(log, filter, request)
  const known = new Set(recent.map(nameOf))
  return [...recent, ...stored.filter((kept) => !known.has(nameOf(kept)))]
    .sort(inOrder(request))
    .slice(0, request.limit + 1)
}

/** The newest request with this id; null where it is not kept, or no more. */
export async function findRequest(
  log: RequestLog,
  queries: Queries,
  id: string,
): Promise<KeptRequest | null> {
  // The id is in the record as it is: most are passed over without reading more.
  const bytes = Buffer.from(`${id}\0`)
  const [place] = log
    .find(
      0,
      (all, start) =>
        all.compare(bytes, 0, bytes.length, start + NUMBER_BYTES, start + NUMBER_BYTES + bytes.length) === 0,
    )
    .sort((one, other) => other.sequence - one.sequence)
  const record = place === undefined ? await findTroubled(queries, id) : bytesOf(place)
  return record === null ? null : decodeRequest(record)
}

function findInMemory(log: RequestLog, filter: LiveFilter, request: PageRequest<RequestKey>): KeptRequest[] {
  const isDescending = readingOrder(request) === 'descending'
  const place = request.position?.key
  const places = log.find(0, createRecordTest(filter)).filter(({ at }) => {
    return place === undefined || (isDescending ? at <= place[0] : at >= place[0])
  })
  places.sort((one, other) => (isDescending ? other.at - one.at : one.at - other.at))
  const found: KeptRequest[] = []
  for (const candidate of places) {
    // Those of one moment are put in order by their ids.
    const last = found.at(-1)
    if (found.length > request.limit && last !== undefined && last.at !== candidate.at) break
    const kept = decodeRequest(bytesOf(candidate))
    if (kept !== null && isBeyond(kept, place, isDescending)) found.push(kept)
  }
  return found
}

function isBeyond(kept: KeptRequest, place: RequestKey | undefined, isDescending: boolean): boolean {
  if (place === undefined) return true
  const order = compare([kept.at, kept.id], place)
  return isDescending ? order < 0 : order > 0
}

function inOrder(request: PageRequest<RequestKey>): (one: KeptRequest, other: KeptRequest) => number {
  const sign = readingOrder(request) === 'descending' ? -1 : 1
  return (one, other) => sign * compare([one.at, one.id], [other.at, other.id])
}

function compare([at, id]: RequestKey, [otherAt, otherId]: RequestKey): number {
  return at - otherAt || (id < otherId ? -1 : id > otherId ? 1 : 0)
}

function nameOf({ at, id }: KeptRequest): string {
  return `${at} ${id}`
}
