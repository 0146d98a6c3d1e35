import type { MessageIdRow } from '../state.ts'
import { bareArray, textArray } from './array-literals.ts'
import type { Statement } from './statement.ts'

/** No ON CONFLICT: an id that is there already fails the batch, which then finds it and leaves its event out. */
export function insertMessageIds(rows: readonly MessageIdRow[]): Statement {
  return {
    name: 'insert-message-ids',
    text: `
      INSERT INTO message_ids (contact_id, message_id, activity_id)
      SELECT contact_id, message_id, activity_id
      FROM unnest($1::uuid[], $2::text[], $3::uuid[]) AS r (contact_id, message_id, activity_id)`,
    values: [
      bareArray(rows.map(({ contactId }) => contactId)),
      textArray(rows.map(({ messageId }) => messageId)),
      bareArray(rows.map(({ activityId }) => activityId)),
    ],
  }
}
