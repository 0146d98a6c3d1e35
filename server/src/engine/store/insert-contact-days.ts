import type { ContactDay } from '../state.ts'
import { bareArray } from './array-literals.ts'
import type { Statement } from './statement.ts'

export function insertContactDays(rows: readonly ContactDay[]): Statement {
  return {
    name: 'insert-contact-days',
    text: `
      INSERT INTO contact_days (day, contact_id)
      SELECT day, contact_id FROM unnest($1::date[], $2::uuid[]) AS r (day, contact_id)
      ON CONFLICT DO NOTHING`,
    values: [bareArray(rows.map(({ day }) => day)), bareArray(rows.map(({ contactId }) => contactId))],
  }
}
