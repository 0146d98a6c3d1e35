import { sql } from 'kysely'
import type { Snapshot } from '../../catalogue/snapshot.ts'
import type { Uuid } from '../../domain/ids.ts'
import { referrerChannels, trafficChannelOf } from '../../domain/traffic-channel.ts'
import type { Device, Location } from '../../domain/visit-client.ts'
import type { Visit } from './visit.schemas.ts'

export interface VisitRow {
  readonly id: Uuid
  readonly device_id: Uuid
  readonly channel_id: number
  readonly started_at: Date
  readonly last_at: Date
  readonly flushed: boolean
  readonly activities: number
  readonly page_views: number
  readonly points: number
  readonly campaign_id: number | null
  readonly entry_url: string | null
  readonly exit_url: string | null
  readonly referrer: string | null
  /** A place in `referrerChannels`. */
  readonly referrer_channel: number
  readonly robot: boolean
  readonly device: Device | null
  readonly location: Location | null
}

/** Of a table that goes by `v`, in the order of {@link VisitRow}. */
export const visitColumns = sql`v.id, v.device_id, v.channel_id, v.started_at, v.last_at, v.flushed_at IS NOT NULL AS flushed,
  v.activities, v.page_views, v.points, v.campaign_id, v.entry_url, v.exit_url, v.referrer, v.referrer_channel, v.robot, v.device, v.location`

const minuteMs = 60_000

/** `contactId` is the contact whose visit it is now; `now` in milliseconds decides whether it is still open. */
export function toVisit(row: VisitRow, contactId: Uuid, snapshot: Snapshot, now: number): Visit {
  const timeoutMs = snapshot.settings['visit.timeoutMinutes'] * minuteMs
  const channel = snapshot.channelById(row.channel_id)
  const open = !row.flushed && now - row.last_at.getTime() < timeoutMs
  const campaign = row.campaign_id === null ? undefined : snapshot.definitionById(row.campaign_id)
  return {
    id: row.id,
    contactId,
    channelId: channel?.guid ?? null,
    channelName: channel?.name ?? null,
    deviceId: row.device_id,
    startedAt: row.started_at.toISOString(),
    endedAt: row.last_at.toISOString(),
    durationMs: row.last_at.getTime() - row.started_at.getTime(),
    pageViews: row.page_views,
    activityCount: row.activities,
    points: row.points,
    campaignId: campaign?.guid ?? null,
    campaignName: campaign?.displayName ?? null,
    trafficChannel: trafficChannelOf(campaign, referrerChannels[row.referrer_channel] ?? 'Direct'),
    landingUrl: row.entry_url,
    exitUrl: row.exit_url,
    referrer: row.referrer,
    robot: row.robot,
    device: row.device,
    location: row.location,
    open,
    endedBy: open ? null : row.flushed ? 'flush' : 'timeout',
  }
}
