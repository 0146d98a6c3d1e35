import type { Uuid } from '../../domain/ids.ts'

/** Ids of what the demo sets up lie between these two; nothing else does. */
export const firstDemoId: Uuid = 'de300000-0000-4000-8000-000000000000'
export const lastDemoId: Uuid = 'de300000-0000-4000-8000-ffffffffffff'

/** Whether a channel, a definition or a consent was set up by the demo. */
export function isDemoId(id: Uuid): boolean {
  return id >= firstDemoId && id <= lastDemoId
}
