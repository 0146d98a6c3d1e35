import { type ReferrerChannel, referrerChannels } from '../../domain/traffic-channel.ts'
import type { VisitChange } from '../state.ts'
import { bareArray, numberArray, textArray } from './array-literals.ts'

/** Rows of visits, column by column, as parameters $1 to $15 of the statements that write them. */
export function visitColumns(visits: readonly VisitChange[]): string[] {
  return [
    bareArray(visits.map(({ contactId }) => contactId)),
    bareArray(visits.map(({ id }) => id)),
    bareArray(visits.map(({ deviceId }) => deviceId)),
    numberArray(visits.map(({ channelId }) => channelId)),
    numberArray(visits.map(({ startedAt }) => startedAt)),
    numberArray(visits.map(({ lastAt }) => lastAt)),
    numberArray(visits.map(({ flushedAt }) => flushedAt)),
    numberArray(visits.map(({ activities }) => activities)),
    numberArray(visits.map(({ pageViews }) => pageViews)),
    numberArray(visits.map(({ points }) => points)),
    numberArray(visits.map(({ campaignId }) => campaignId)),
    textArray(visits.map(({ entryUrl }) => entryUrl)),
    textArray(visits.map(({ exitUrl }) => exitUrl)),
    textArray(visits.map(({ referrer }) => referrer)),
    numberArray(visits.map(({ referrerChannel }) => numberOfReferrerChannel(referrerChannel))),
  ]
}

export const visitArrays = `
  $1::uuid[], $2::uuid[], $3::uuid[], $4::int[], $5::float8[], $6::float8[], $7::float8[], $8::int[], $9::int[],
  $10::bigint[], $11::int[], $12::text[], $13::text[], $14::text[], $15::smallint[]`

/** Their names, in that order. */
export const visitNames = `
  contact_id, id, device_id, channel_id, started_at, last_at, flushed_at, activities, page_views, points, campaign_id,
  entry_url, exit_url, referrer, referrer_channel`

function numberOfReferrerChannel(channel: ReferrerChannel | null): number | null {
  return channel === null ? null : referrerChannels.indexOf(channel)
}
