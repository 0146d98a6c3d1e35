import type { Uuid } from '../../domain/ids.ts'
import { bareArray, textArray } from './array-literals.ts'
import type { Statement } from './statement.ts'

/** Ids of events, each with a contact. */
export interface SentIds {
  readonly contactIds: readonly Uuid[]
  readonly messageIds: readonly string[]
}

/**
 * Which of these events are stored already. Sent behind the statement that locks the contacts, it sees what was
 * committed while that waited.
 */
export function findMessageIds({ contactIds, messageIds }: SentIds): Statement {
  return {
    name: 'find-message-ids',
    text: `
      SELECT m.contact_id, m.message_id
      FROM unnest($1::uuid[], $2::text[]) AS k (contact_id, message_id)
      JOIN message_ids AS m ON m.contact_id = k.contact_id AND m.message_id = k.message_id`,
    values: [bareArray(contactIds), textArray(messageIds)],
  }
}

export interface MessageIdRow {
  readonly contact_id: Uuid
  readonly message_id: string
}
