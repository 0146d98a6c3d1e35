import { decodeRequest } from './decode-request.ts'
import type { LiveRequest } from './live.schemas.ts'
import { createRecordTest, type LiveFilter } from './live-filter.ts'
import { writePosition } from './live-position.ts'
import type { LiveReader } from './live-streams.ts'
import { bytesOf, type RequestLog } from './request-log.ts'
import type { LiveNames } from './to-live-request.ts'
import { toLiveRequest } from './to-live-request.ts'

/** At four events a second nobody reads more, and more would cost what requests need. */
const MAX_ROWS = 100

/** What the data of an event `requests` holds. */
export interface LiveBatch {
  /** Oldest first. */
  readonly items: readonly LiveRequest[]
  /** Requests before those that are not shown: there were too many at a time. */
  readonly skipped: number
}

/** Reads what is new in the log since a sequence, as events of a stream. */
export function createLiveReader(options: {
  readonly log: RequestLog
  readonly run: string
  readonly after: number
  readonly filter: LiveFilter
  readonly namesNow: () => LiveNames
  readonly isStillAllowed: () => Promise<boolean>
}): LiveReader {
  const { log, run, filter, namesNow, isStillAllowed } = options
  const test = createRecordTest(filter)
  let { after } = options

  return {
    isStillAllowed,
    readNew() {
      if (log.sequence === after) return null
      const found = log.find(after, test)
      after = log.sequence
      if (found.length === 0) return null
      found.sort((one, other) => one.sequence - other.sequence)
      const names = namesNow()
      const items = found.slice(-MAX_ROWS).flatMap((place) => {
        const kept = decodeRequest(bytesOf(place))
        return kept === null ? [] : toLiveRequest(kept, names)
      })
      const batch: LiveBatch = { items, skipped: found.length - items.length }
      return `id: ${writePosition({ run, sequence: after })}\nevent: requests\ndata: ${JSON.stringify(batch)}\n\n`
    },
  }
}
