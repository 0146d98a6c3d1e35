import type { Changes } from '../state.ts'
import { bareArray, numberArray } from './array-literals.ts'
import type { Statement } from './statement.ts'

/** No ON CONFLICT: a contact that another process made meanwhile has to fail the batch, which then loads it. */
export function insertContacts(rows: readonly Changes['newContacts'][number][]): Statement {
  return {
    name: 'insert-contacts',
    text: `
      INSERT INTO contacts (id, created_at)
      SELECT id, to_timestamp(created_at / 1000) FROM unnest($1::uuid[], $2::float8[]) AS r (id, created_at)`,
    values: [
      bareArray(rows.map(({ contact }) => contact.id)),
      numberArray(rows.map(({ createdAt }) => createdAt)),
    ],
  }
}
