import type { ActivityRow } from '../state.ts'
import { bareArray, numberArray, textArray } from './array-literals.ts'
import { type Statement, timeSourceNumbers } from './statement.ts'

/** No ON CONFLICT: an activity that is there already means that its command was run before (engine/batch.ts). */
export function insertActivities(rows: readonly ActivityRow[]): Statement {
  return {
    name: 'insert-activities',
    text: `
      INSERT INTO activities (contact_id, occurred_at, id, visit_id, parent_id, channel_id, definition_id, points,
        monetary, currency, value, url, referrer, data, time_source)
      SELECT contact_id, to_timestamp(occurred_at / 1000), id, visit_id, parent_id, channel_id, definition_id, points,
        monetary, currency, value, url, referrer, data, time_source
      FROM unnest($1::uuid[], $2::float8[], $3::uuid[], $4::uuid[], $5::uuid[], $6::int[], $7::int[], $8::int[],
        $9::numeric[], $10::text[], $11::text[], $12::text[], $13::text[], $14::jsonb[], $15::smallint[])
      AS r (contact_id, occurred_at, id, visit_id, parent_id, channel_id, definition_id, points, monetary, currency,
        value, url, referrer, data, time_source)`,
    values: [
      bareArray(rows.map(({ contactId }) => contactId)),
      numberArray(rows.map(({ draft }) => draft.occurredAt)),
      bareArray(rows.map(({ draft }) => draft.id)),
      bareArray(rows.map(({ visitId }) => visitId)),
      bareArray(rows.map(({ parentId }) => parentId)),
      numberArray(rows.map(({ channelId }) => channelId)),
      numberArray(rows.map(({ draft }) => draft.definitionId)),
      numberArray(rows.map(({ draft }) => draft.points)),
      bareArray(rows.map(({ draft }) => draft.monetaryValue)),
      textArray(rows.map(({ draft }) => draft.currency)),
      textArray(rows.map(({ draft }) => draft.value)),
      textArray(rows.map(({ draft }) => draft.url)),
      textArray(rows.map(({ draft }) => draft.referrer)),
      textArray(rows.map(({ draft }) => draft.data)),
      numberArray(rows.map(({ draft }) => timeSourceNumbers[draft.timeSource])),
    ],
  }
}
