import type { Visit } from '../visit.schemas.ts'
import { campaignColumn, channelColumn, columnsOf, type ExportColumn } from './export-columns.ts'
import { formatClock } from './format-clock.ts'

/** What an export of visits can hold: their members, device and location by columns of their own. */
export const visitColumns: readonly ExportColumn<Visit>[] = [
  ...columnsOf<Visit>('id', 'contactId', 'startedAt', 'endedAt'),
  { name: 'duration', value: ({ durationMs }) => formatClock(durationMs) },
  { name: 'durationMs', heading: 'Duration (ms)', value: ({ durationMs }) => durationMs },
  { name: 'pageViews', heading: 'Pages', value: ({ pageViews }) => pageViews },
  { name: 'activityCount', heading: 'Activities', value: ({ activityCount }) => activityCount },
  { name: 'points', heading: 'Value', value: ({ points }) => points },
  ...columnsOf<Visit>('channelId'),
  channelColumn('channel', ({ channelId }) => channelId),
  ...columnsOf<Visit>('campaignId'),
  campaignColumn('campaign', ({ campaignId }) => campaignId),
  ...columnsOf<Visit>(
    'trafficChannel',
    'landingUrl',
    'exitUrl',
    'referrer',
    'robot',
    'open',
    'endedBy',
    'deviceId',
  ),
  { name: 'deviceType', value: ({ device }) => device?.type ?? null },
  { name: 'browser', value: ({ device }) => device?.browser ?? null },
  { name: 'system', value: ({ device }) => device?.system ?? null },
  { name: 'country', value: ({ location }) => location?.country ?? null },
  { name: 'region', value: ({ location }) => location?.region ?? null },
  { name: 'city', value: ({ location }) => location?.city ?? null },
]
