import { bareArray } from './array-literals.ts'
import type { Statement } from './statement.ts'

/**
 * Tells reports that these days are not as they were: what was summed up of them is made anew. Nearly no batch has such
 * days. In order, and late in the batch, since all lanes write to the same few rows.
 */
export function notePastDays(days: readonly string[]): Statement {
  return {
    name: 'note-past-days',
    text: `
      INSERT INTO report_changes AS c (day, changes) SELECT day, 1 FROM unnest($1::date[]) AS r (day)
      ON CONFLICT (day) DO UPDATE SET changes = c.changes + 1`,
    values: [bareArray(days)],
  }
}
