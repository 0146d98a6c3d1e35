import type { Snapshot } from '../../catalogue/snapshot.ts'
import { findChannelIds } from '../shared/find-channel-ids.ts'
import type { OpenVisitFilter } from './live-visits.queries.ts'

const MINUTE_MS = 60_000
/** A visit that goes on for longer is a machine's. */
const LONGEST_MS = 24 * 60 * MINUTE_MS

/** Which visits are open at a time, in milliseconds. */
export function readOpenVisitFilter(
  snapshot: Snapshot,
  { channel, robots }: { readonly channel: string | null; readonly robots: boolean },
  at: number,
): OpenVisitFilter {
  return {
    activeSince: new Date(at - snapshot.settings['visit.timeoutMinutes'] * MINUTE_MS),
    startedSince: new Date(at - LONGEST_MS),
    channelIds: findChannelIds(snapshot, channel),
    robots,
  }
}
