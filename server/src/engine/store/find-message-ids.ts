import type { Uuid } from '../../domain/ids.ts'
import { bareArray, textArray } from './array-literals.ts'
import type { Statement } from './statement.ts'

/** Ids of events, each with the id of a contact, or of the device that sent it. */
export interface SentIds {
  readonly contactIds: readonly Uuid[]
  readonly messageIds: readonly string[]
}

/**
 * Which of these events are stored already. Sent behind the statement that locks the contacts, it sees what was
 * committed while that waited.
 */
export function findMessageIds({ contactIds, messageIds }: SentIds, areDevices: boolean): Statement {
  return {
    name: 'find-message-ids',
    text: `
      SELECT k.id AS asked, k.message_id
      FROM unnest($1::uuid[], $2::text[]) AS k (id, message_id)
      LEFT JOIN switched_devices AS w ON w.device_id = k.id AND $3
      LEFT JOIN contact_aliases AS a ON a.alias_id = k.id
      JOIN message_ids AS m ON m.contact_id = coalesce(w.contact_id, a.contact_id, k.id)
        AND m.message_id = k.message_id`,
    values: [bareArray(contactIds), textArray(messageIds), areDevices],
  }
}

export interface MessageIdRow {
  readonly asked: Uuid
  readonly message_id: string
}
