import type { Uuid } from '../../domain/ids.ts'
import { bareArray } from './array-literals.ts'
import type { Statement } from './statement.ts'

/** The sources of the identifiers of contacts whose states are locked; who is anonymous is missing from the answer. */
export function loadSources(ids: readonly Uuid[]): Statement {
  return {
    name: 'load-sources',
    text: 'SELECT contact_id, source FROM contact_identifiers WHERE contact_id = ANY($1::uuid[])',
    values: [bareArray(ids)],
  }
}

export interface SourceRow {
  readonly contact_id: Uuid
  readonly source: string
}
