import type { Snapshot } from '../../catalogue/snapshot.ts'
import { referrerChannels, trafficChannelOf } from '../../domain/traffic-channel.ts'
import type { ListedContactRow } from './contacts.queries.ts'
import type { ContactListItem } from './contacts.schemas.ts'
import { toContact } from './to-contact.ts'

const minuteMs = 60_000

/** `now` in milliseconds decides whether the latest visit is still open. */
export function toListItem(row: ListedContactRow, snapshot: Snapshot, now: number): ContactListItem {
  return { ...toContact(row), latestVisit: toLatestVisit(row, snapshot, now) }
}

function toLatestVisit(
  row: ListedContactRow,
  snapshot: Snapshot,
  now: number,
): ContactListItem['latestVisit'] {
  if (row.visit_id === null) return null
  const campaign = row.campaign_id === null ? undefined : snapshot.definitionById(row.campaign_id)
  const timeoutMs = snapshot.settings['visit.timeoutMinutes'] * minuteMs
  return {
    id: row.visit_id,
    startedAt: row.visit_started_at.toISOString(),
    durationMs: row.visit_last_at.getTime() - row.visit_started_at.getTime(),
    pageViews: row.visit_page_views,
    points: row.visit_points,
    channelId: snapshot.channelById(row.channel_id)?.guid ?? null,
    campaignId: campaign?.guid ?? null,
    trafficChannel: trafficChannelOf(campaign, referrerChannels[row.referrer_channel] ?? 'Direct'),
    deviceType: row.device_type,
    country: row.location_country,
    city: row.location_city,
    open: !row.visit_flushed && now - row.visit_last_at.getTime() < timeoutMs,
  }
}
