import type { Changes } from '../state.ts'
import { bareArray, textArray } from './array-literals.ts'
import type { Statement } from './statement.ts'

/** No ON CONFLICT: an address that somebody else took meanwhile has to fail the batch, which then finds its owner. */
export function insertEmails(rows: readonly Changes['emails'][number][]): Statement {
  return {
    name: 'insert-emails',
    text: `
      INSERT INTO contact_identifiers (source, identifier, contact_id)
      SELECT 'email', email, contact_id FROM unnest($1::text[], $2::uuid[]) AS r (email, contact_id)`,
    values: [textArray(rows.map(({ email }) => email)), bareArray(rows.map(({ contactId }) => contactId))],
  }
}
