import type { Identity } from '../../domain/command.ts'
import type { Uuid } from '../../domain/ids.ts'
import { textArray } from './array-literals.ts'
import type { Statement } from './statement.ts'

/** Who has these identifiers; e-mail addresses, in lower case, have the source `email`. */
export function findIdentifierOwners(identifiers: readonly Identity[]): Statement {
  return {
    name: 'find-identifier-owners',
    text: `
      SELECT i.source, i.identifier, i.contact_id
      FROM unnest($1::text[], $2::text[]) AS k (source, identifier)
      JOIN contact_identifiers AS i ON i.source = k.source AND i.identifier = k.identifier`,
    values: [
      textArray(identifiers.map(({ source }) => source)),
      textArray(identifiers.map(({ identifier }) => identifier)),
    ],
  }
}

export interface IdentifierOwnerRow extends Identity {
  readonly contact_id: Uuid
}
