import type { ItemDescribers } from '../../pipeline/replay.ts'
import { type ReplayJobs, type ReplayJobsParts, startReplayJobs } from './replay-jobs.ts'
import type { Replayers } from './why-not-replayable.ts'

/** What routes need to judge rejected events again. */
export interface RejectedWork {
  readonly describers: ItemDescribers
  readonly replayers: Replayers
  readonly replayJobs: ReplayJobs
}

/** Begins to look for jobs; `replayJobs.stop()` ends that. */
export function openRejectedWork({
  describers,
  ...parts
}: ReplayJobsParts & Pick<RejectedWork, 'describers'>): RejectedWork {
  return { describers, replayers: parts.replayers, replayJobs: startReplayJobs(parts) }
}
