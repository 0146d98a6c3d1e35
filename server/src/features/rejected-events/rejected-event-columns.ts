import { channelColumn, columnsOf, type ExportColumn } from '../shared/exports/export-columns.ts'
import type { RejectedEventView } from './rejected-events.schemas.ts'

/** What an export of rejected events can hold. */
export const rejectedEventColumns: readonly ExportColumn<RejectedEventView>[] = [
  ...columnsOf<RejectedEventView>('id', 'receivedAt', 'api', 'channelId'),
  channelColumn('channel', ({ channelId }) => channelId),
  ...columnsOf<RejectedEventView>(
    'apiKey',
    'code',
    'message',
    'kind',
    'subject',
    'payload',
    'sent',
    'isCut',
    'requestId',
    'endpoint',
    'contactId',
    'state',
    'attempts',
    'lastTriedAt',
    'lastCode',
    'lastMessage',
    'settledAt',
    'settledBy',
    'storedContactId',
  ),
]
