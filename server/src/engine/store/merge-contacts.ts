import type { MergeRow } from '../state.ts'
import type { Statement } from './statement.ts'
import { apiNumbers } from './statement.ts'

/**
 * Lets the ids, devices and identifiers of merged contacts name their survivors, always in one step, writes the merge
 * down, and counts the days of both as one person's. Each merge in turn: within a batch a survivor may be merged into another contact later.
 */
export function mergeContacts(merge: MergeRow): Statement[] {
  return [
    {
      name: 'redirect-aliases',
      text: 'UPDATE contact_aliases SET contact_id = $1 WHERE contact_id = $2',
      values: [merge.survivorId, merge.mergedId],
    },
    {
      name: 'redirect-switched-devices',
      text: 'UPDATE switched_devices SET contact_id = $1 WHERE contact_id = $2',
      values: [merge.survivorId, merge.mergedId],
    },
    {
      name: 'merge-identifiers',
      text: 'UPDATE contact_identifiers SET contact_id = $1 WHERE contact_id = $2',
      values: [merge.survivorId, merge.mergedId],
    },
    {
      name: 'insert-alias',
      text: 'INSERT INTO contact_aliases (alias_id, contact_id, api) VALUES ($2, $1, $3)',
      values: [merge.survivorId, merge.mergedId, apiNumbers[merge.api]],
    },
    {
      name: 'insert-merge',
      text: 'INSERT INTO contact_merges (survivor_id, merged_id, merged_at, source) VALUES ($1, $2, to_timestamp($3::float8 / 1000), $4)',
      values: [merge.survivorId, merge.mergedId, merge.at, merge.source],
    },
    {
      name: 'merge-message-ids',
      text: `
        WITH moved AS (DELETE FROM message_ids WHERE contact_id = $2 RETURNING message_id, activity_id)
        INSERT INTO message_ids (contact_id, message_id, activity_id)
        SELECT $1::uuid, message_id, activity_id FROM moved ON CONFLICT DO NOTHING`,
      values: [merge.survivorId, merge.mergedId],
    },
    {
      // The key begins with the day: naming the days turns a scan of the index into one look-up a day.
      name: 'merge-contact-days',
      text: `
        WITH moved AS (
          DELETE FROM contact_days
          WHERE contact_id = $2 AND day IN (SELECT generate_series($3::date, $4::date, interval '1 day')::date)
          RETURNING day
        )
        INSERT INTO contact_days (day, contact_id) SELECT day, $1::uuid FROM moved ON CONFLICT DO NOTHING`,
      values: [merge.survivorId, merge.mergedId, merge.firstDay, merge.lastDay],
    },
  ]
}
