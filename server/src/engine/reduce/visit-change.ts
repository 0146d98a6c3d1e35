import type { VisitClient } from '../../domain/visit-client.ts'
import type { BatchState, VisitChange, VisitState } from '../state.ts'

/** What this batch adds to a visit so far. */
export function changeOf(state: BatchState, visit: VisitState): VisitChange {
  let change = state.changes.visits.get(visit.id)
  if (change === undefined) {
    change = newChange(visit, false, null)
    state.changes.visits.set(visit.id, change)
  }
  return change
}

/** Nothing yet; `client` is for a visit that begins. */
export function newChange(visit: VisitState, isNew: boolean, client: VisitClient | null): VisitChange {
  return {
    contactId: visit.contact,
    id: visit.id,
    isNew,
    deviceId: visit.device,
    channelId: visit.channel,
    client,
    beganAt: visit.startedAt,
    startedAt: visit.startedAt,
    lastAt: visit.lastAt,
    flushedAt: null,
    activities: 0,
    pageViews: 0,
    points: 0,
    campaignId: null,
    entryUrl: null,
    exitUrl: null,
    referrer: null,
    referrerChannel: null,
  }
}
