import { channelColumn, columnsOf, type ExportColumn } from '../shared/exports/export-columns.ts'
import type { LiveRequest } from './live.schemas.ts'

/** What an export of requests can hold: what the list shows of them, and nothing of their bodies. */
export const liveRequestColumns: readonly ExportColumn<LiveRequest>[] = [
  ...columnsOf<LiveRequest>('id', 'at', 'api', 'endpoint', 'method', 'verdict', 'code', 'message', 'status'),
  ...columnsOf<LiveRequest>('durationMs', 'items', 'accepted', 'channelId'),
  channelColumn('channel', ({ channelId }) => channelId),
  { name: 'keyId', value: ({ apiKey }) => apiKey?.id ?? null },
  { name: 'key', value: ({ apiKey }) => apiKey?.name ?? null },
  ...columnsOf<LiveRequest>('sentKey', 'origin', 'contactId'),
]
