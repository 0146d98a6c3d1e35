import type { RejectedWork } from '../../src/features/rejected-events/open-rejected-work.ts'
import type { KeepingTools } from '../../src/features/rejected-events/rejected-buffer.ts'
import type { ItemDescription, Replayer } from '../../src/pipeline/replay.ts'

const nothingKnown: ItemDescription = {
  kind: null,
  definition: null,
  value: null,
  url: null,
  messageId: null,
}

const restingReplayer: Replayer = {
  endpoints: ['event', 'activities'],
  schemas: { item: {}, body: {}, query: {} },
  rename: () => null,
  replay: () => Promise.reject(new Error('Nothing is replayed here.')),
}

/** For installations in which nothing is replayed. */
export const restingReplays: RejectedWork = {
  describers: { sitecore: () => nothingKnown, xperience: () => nothingKnown },
  replayers: { sitecore: restingReplayer, xperience: restingReplayer },
  replayJobs: { wake() {}, stop: () => Promise.resolve() },
}

export const restingKeeping: KeepingTools = {
  describers: restingReplays.describers,
  writeSender: () => '{}',
}
