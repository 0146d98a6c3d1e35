import type { Contact } from '../state.ts'
import { contactStateColumns, contactStateRows } from './contact-state-columns.ts'
import type { Statement } from './statement.ts'

/** Whole values, not increments: the rows are locked since they were loaded. What changes is not settled. */
export function updateContactStates(contacts: readonly Contact[]): Statement {
  return {
    name: 'update-contact-states',
    text: `
      UPDATE contact_state AS s SET
        first_at = to_timestamp(r.first_at / 1000), last_at = to_timestamp(r.last_at / 1000), last_day = r.last_day,
        activities = r.activities, visits = r.visits, points = r.points, monetary = r.monetary,
        open_visits = r.open_visits, merged_into = r.merged_into, classification = r.classification,
        facets = coalesce(r.facets::int[], s.facets), settled_last_at = NULL
      FROM ${contactStateRows}
      WHERE s.contact_id = r.contact_id`,
    values: contactStateColumns(contacts),
  }
}
