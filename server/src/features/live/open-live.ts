import type { AnsweredRequest, RequestRecorder } from '../../domain/answered-request.ts'
import { newId } from '../../domain/ids.ts'
import type { Queries } from '../../platform/database/queries.ts'
import type { Logger } from '../../platform/logger.ts'
import { keepTroubled } from './keep-troubled.ts'
import { LiveStreams } from './live-streams.ts'
import { MinuteCounts } from './minute-counts.ts'
import { bytesOf, RequestLog } from './request-log.ts'

/** What was answered lately, and who watches. */
export interface Live {
  readonly recorder: RequestRecorder
  readonly log: RequestLog
  readonly minutes: MinuteCounts
  readonly streams: LiveStreams
  /** Tells the log of this process from that of the one before. */
  readonly run: string
  /** Milliseconds since 1970, of its start. */
  readonly since: number
  /** Ends all streams, and stores what waits. */
  close(): Promise<void>
}

/**
 * Takes notice of every request to the tracking APIs (docs/spec/waymark.md §7.1). On the way of a request it writes some
 * hundred bytes and counts one: a microsecond. All else is done by those who look.
 */
export function openLive({
  queries,
  logger,
  now,
}: {
  readonly queries: Queries
  readonly logger: Logger
  /** Milliseconds since 1970. */
  readonly now: () => number
}): Live {
  const log = new RequestLog()
  const minutes = new MinuteCounts()
  const streams = new LiveStreams()
  const keeper = keepTroubled({ queries, logger, now })
  const since = now()

  function record(answered: AnsweredRequest): void {
    const { verdict, key } = answered
    const at = now()
    minutes.add(at, key?.channel.id ?? 0, verdict)
    const place = log.add(answered, at, streams.looksClosely)
    if (place !== null && (verdict === 'refused' || verdict === 'failed' || verdict === 'partly_accepted'))
      keeper.keep(answered, at, () => Buffer.from(bytesOf(place)))
    streams.note()
  }

  return {
    recorder: {
      get isWatched() {
        return streams.looksClosely
      },
      record(answered) {
        try {
          record(answered)
        } catch (error) {
          // Nobody's request fails because it could not be shown.
          logger.error({ name: (error as Error).name }, 'A request could not be shown in Live')
        }
      },
    },
    log,
    minutes,
    streams,
    run: newId(since),
    since,
    async close() {
      streams.close()
      await keeper.close()
    },
  }
}
