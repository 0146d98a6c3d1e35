import type { DailyCount } from '../state.ts'
import { bareArray, numberArray } from './array-literals.ts'
import type { Statement } from './statement.ts'

/** Last before the commit, and in key order: all lanes add to the same few rows, and hold them as briefly as can be. */
export function addDailyCounts(rows: readonly DailyCount[]): Statement {
  return {
    name: 'add-daily-counts',
    text: `
      INSERT INTO daily_counts AS c (day, channel_id, definition_id, activities)
      SELECT day, channel_id, definition_id, activities
      FROM unnest($1::date[], $2::int[], $3::int[], $4::bigint[]) AS r (day, channel_id, definition_id, activities)
      ON CONFLICT (day, channel_id, definition_id) DO UPDATE SET activities = c.activities + excluded.activities`,
    values: [
      bareArray(rows.map(({ day }) => day)),
      numberArray(rows.map(({ channelId }) => channelId)),
      numberArray(rows.map(({ definitionId }) => definitionId)),
      numberArray(rows.map(({ activities }) => activities)),
    ],
  }
}
