import type { IdentifierRow } from '../state.ts'
import { bareArray, numberArray, textArray } from './array-literals.ts'
import type { Statement } from './statement.ts'

/** No ON CONFLICT: an identifier that somebody else took meanwhile has to fail the batch, which then finds its owner. */
export function insertIdentifiers(rows: readonly IdentifierRow[]): Statement {
  return {
    name: 'insert-identifiers',
    text: `
      INSERT INTO contact_identifiers (source, identifier, contact_id, identified_at)
      SELECT source, identifier, contact_id, to_timestamp(identified_at / 1000)
      FROM unnest($1::text[], $2::text[], $3::uuid[], $4::float8[]) AS r (source, identifier, contact_id, identified_at)`,
    values: [
      textArray(rows.map(({ source }) => source)),
      textArray(rows.map(({ identifier }) => identifier)),
      bareArray(rows.map(({ contactId }) => contactId)),
      numberArray(rows.map(({ at }) => at)),
    ],
  }
}
