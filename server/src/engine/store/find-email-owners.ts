import type { Uuid } from '../../domain/ids.ts'
import { textArray } from './array-literals.ts'
import type { Statement } from './statement.ts'

/** Who has these e-mail addresses (in lower case). */
export function findEmailOwners(emails: readonly string[]): Statement {
  return {
    name: 'find-email-owners',
    text: `SELECT identifier AS email, contact_id FROM contact_identifiers WHERE source = 'email' AND identifier = ANY($1::text[])`,
    values: [textArray(emails)],
  }
}

export interface EmailOwnerRow {
  readonly email: string
  readonly contact_id: Uuid
}
