import { channelColumn, columnsOf, type ExportColumn } from '../shared/exports/export-columns.ts'
import type { ListedActivity } from './activities.schemas.ts'

/** What an export of activities can hold. */
export const activityColumns: readonly ExportColumn<ListedActivity>[] = [
  ...columnsOf<ListedActivity>('id', 'occurredAt', 'kind', 'type', 'title', 'value', 'contactId'),
  { name: 'contact', value: ({ contact }) => contact.displayName },
  ...columnsOf<ListedActivity>('channelId'),
  channelColumn('channel', ({ channelId }) => channelId),
  ...columnsOf<ListedActivity>(
    'visitId',
    'parentId',
    'definitionId',
    'url',
    'referrer',
    'points',
    'monetaryValue',
    'currency',
    'receivedAt',
    'timeSource',
    'data',
  ),
  { name: 'campaignId', value: ({ visit }) => visit.campaignId },
  { name: 'campaign', value: ({ visit }) => visit.campaign },
  { name: 'utm', value: ({ visit }) => visit.utm },
  { name: 'robot', value: ({ visit }) => visit.robot },
]
