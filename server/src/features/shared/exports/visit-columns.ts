import type { Visit } from '../visit.schemas.ts'
import { campaignColumn, channelColumn, columnsOf, type ExportColumn } from './export-columns.ts'

/** What an export of visits can hold: their members, device and location by columns of their own. */
export const visitColumns: readonly ExportColumn<Visit>[] = [
  ...columnsOf<Visit>(
    'id',
    'contactId',
    'startedAt',
    'endedAt',
    'durationMs',
    'pageViews',
    'activityCount',
    'points',
    'channelId',
  ),
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
