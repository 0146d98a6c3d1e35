import type { Snapshot } from '../../catalogue/snapshot.ts'
import type { Uuid } from '../../domain/ids.ts'
import type { VisitRow } from './visits.queries.ts'
import type { Visit } from './visits.schemas.ts'

const minuteMs = 60_000

/** `contactId` is the contact whose visit it is now; `now` in milliseconds decides whether it is still open. */
export function toVisit(row: VisitRow, contactId: Uuid, snapshot: Snapshot, now: number): Visit {
  const timeoutMs = snapshot.settings['visit.timeoutMinutes'] * minuteMs
  const campaign = row.campaign_id === null ? undefined : snapshot.definitionById(row.campaign_id)
  return {
    id: row.id,
    contactId,
    channelId: snapshot.channelById(row.channel_id)?.guid ?? null,
    deviceId: row.device_id,
    startedAt: row.started_at.toISOString(),
    endedAt: row.last_at.toISOString(),
    durationMs: row.last_at.getTime() - row.started_at.getTime(),
    pageViews: row.page_views,
    points: row.points,
    campaignId: campaign?.guid ?? null,
    landingUrl: row.entry_url,
    referrer: row.referrer,
    robot: row.robot,
    device: row.device,
    location: row.location,
    open: !row.flushed && now - row.last_at.getTime() < timeoutMs,
  }
}
