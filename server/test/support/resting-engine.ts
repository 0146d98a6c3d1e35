import type { EngineHealth } from '../../src/engine/contract.ts'

/** How an engine is that has nothing to do. */
export const restingEngine: EngineHealth = {
  isStoring: true,
  queue: { commands: 0, drafts: 0 },
  queueLimits: { commands: 20_000, drafts: 100_000 },
  lanes: { all: 2, down: 0 },
}
