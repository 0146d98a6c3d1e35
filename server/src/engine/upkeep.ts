import type { DatabaseConnection } from '../platform/database/connection.ts'
import type { Logger } from '../platform/logger.ts'
import { addPartitions } from './store/add-partitions.ts'
import { forgetMessageIds } from './store/forget-message-ids.ts'
import { settleContacts } from './store/settle-contacts.ts'

const EVERY_MS = 12 * 60 * 60_000
const SETTLES_EVERY_MS = 60_000

/**
 * Does now and every twelve hours what the engine's tables need, while the process runs: partitions of `activities` for
 * the months ahead, which are there when it resolves, and an end to old ids of events; and every minute settles contacts.
 * `stop()` ends that.
 */
export async function startUpkeep(options: {
  readonly connection: DatabaseConnection
  readonly logger: Logger
  readonly now: () => number
}): Promise<{ stop(): void }> {
  const { connection, logger, now } = options
  const stopping = new AbortController()
  const attempt = (work: Promise<void>, whenFailed: string) =>
    work.catch((error: Error & { code?: string }) => {
      if (!stopping.signal.aborted) logger.warn({ code: error.code }, whenFailed)
    })
  const add = () =>
    // Nothing is refused meanwhile: what has no partition of its own goes to `activities_rest`.
    attempt(addPartitions(connection, now()), 'Partitions for the months ahead could not be made')
  const forget = () =>
    attempt(forgetMessageIds(connection, now(), stopping.signal), 'Old ids of events could not be removed')

  const settle = () =>
    attempt(
      settleContacts(connection, now(), stopping.signal),
      'Contacts could not be settled: lists of contacts get slower',
    ).then(() => {
      if (!stopping.signal.aborted) settling = setTimeout(settle, SETTLES_EVERY_MS).unref()
    })
  let settling: NodeJS.Timeout | undefined

  await add()
  void forget()
  void settle()
  const timer = setInterval(() => {
    void add().then(forget)
  }, EVERY_MS)
  timer.unref()
  return {
    stop() {
      stopping.abort()
      clearInterval(timer)
      clearTimeout(settling)
    },
  }
}
