import type { IdentifierRow } from '../state.ts'
import { bareArray, textArray } from './array-literals.ts'
import type { Statement } from './statement.ts'

/** No ON CONFLICT: an identifier that somebody else took meanwhile has to fail the batch, which then finds its owner. */
export function insertIdentifiers(rows: readonly IdentifierRow[]): Statement {
  return {
    name: 'insert-identifiers',
    text: `
      INSERT INTO contact_identifiers (source, identifier, contact_id)
      SELECT source, identifier, contact_id
      FROM unnest($1::text[], $2::text[], $3::uuid[]) AS r (source, identifier, contact_id)`,
    values: [
      textArray(rows.map(({ source }) => source)),
      textArray(rows.map(({ identifier }) => identifier)),
      bareArray(rows.map(({ contactId }) => contactId)),
    ],
  }
}
