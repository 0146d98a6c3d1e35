import type { Uuid } from '../../domain/ids.ts'
import { bareArray, numberArray } from './array-literals.ts'
import type { Statement } from './statement.ts'

/**
 * What contacts whose states are locked, and those merged into them, said last of these consents; a contact that said
 * nothing of one is missing from the answer. OFFSET 0: see insert-agreements.ts.
 */
export function findNewestAgreements(contactIds: readonly Uuid[], consentIds: readonly number[]): Statement {
  return {
    name: 'find-newest-agreements',
    text: `
      SELECT c.id AS contact_id, k.id AS consent_id, newest.agreed,
        extract(epoch FROM newest.at)::float8 * 1000 AS at
      FROM unnest($1::uuid[]) AS c (id)
      CROSS JOIN unnest($2::int[]) AS k (id)
      CROSS JOIN LATERAL (
        SELECT a.agreed, a.at
        FROM (SELECT c.id UNION ALL SELECT alias_id FROM contact_aliases WHERE contact_id = c.id) AS own (id)
        CROSS JOIN LATERAL (SELECT * FROM consent_agreements WHERE contact_id = own.id OFFSET 0) AS a
        WHERE a.consent_id = k.id
        ORDER BY a.at DESC, a.agreed
        LIMIT 1
      ) AS newest`,
    values: [bareArray(contactIds), numberArray(consentIds)],
  }
}

export interface NewestAgreementRow {
  readonly contact_id: Uuid
  readonly consent_id: number
  readonly agreed: boolean
  readonly at: number
}
