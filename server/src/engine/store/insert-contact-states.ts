import type { Contact } from '../state.ts'
import { contactStateColumns, contactStateRows } from './contact-state-columns.ts'
import type { Statement } from './statement.ts'

export function insertContactStates(contacts: readonly Contact[]): Statement {
  return {
    name: 'insert-contact-states',
    text: `
      INSERT INTO contact_state (contact_id, api, first_at, last_at, last_day, activities, visits, points, monetary,
        open_visits, merged_into, classification, facets)
      SELECT contact_id, api, to_timestamp(first_at / 1000), to_timestamp(last_at / 1000), last_day, activities, visits,
        points, monetary, open_visits, merged_into, classification,
        coalesce(facets::int[], '{}')
      FROM ${contactStateRows}`,
    values: contactStateColumns(contacts),
  }
}
