import { sql } from 'kysely'
import type { Uuid } from '../../domain/ids.ts'
import type { Queries } from '../../platform/database/queries.ts'
import { answerInTime } from './answer-in-time.ts'

export type AgreementState = 'agreed' | 'notAgreed' | 'unknownContact'

/**
 * What a contact says of a consent now: its newest row in the log of agreements, or in those of contacts merged into
 * it. An agreement to a text that has changed since still counts (docs/spec/xperience.md §1.5). Creates nothing.
 *
 * @throws EngineUnavailable
 */
export async function findAgreement(
  db: Queries,
  contactId: Uuid,
  consentId: number,
): Promise<AgreementState> {
  const { rows } = await answerInTime(selectNewest(contactId, consentId).execute(db))
  const [row] = rows
  if (row === undefined) return 'unknownContact'
  return row.agreed === true ? 'agreed' : 'notAgreed'
}

/** No row: no such contact. Null: nothing said yet. Aliases are one step, so a contact's ids are its own and those
 * that name it. */
function selectNewest(contactId: Uuid, consentId: number) {
  return sql<{ agreed: boolean | null }>`
    SELECT newest.agreed
    FROM (SELECT coalesce(
            (SELECT contact_id FROM switched_devices WHERE device_id = ${contactId}::uuid),
            (SELECT contact_id FROM contact_aliases WHERE alias_id = ${contactId}::uuid), ${contactId}::uuid
          ) AS id) survivor
    JOIN contact_state ON contact_state.contact_id = survivor.id
    LEFT JOIN LATERAL (
      SELECT agreement.agreed
      FROM (SELECT survivor.id UNION ALL SELECT alias_id FROM contact_aliases WHERE contact_id = survivor.id) own(id)
      JOIN consent_agreements agreement ON agreement.contact_id = own.id
      WHERE agreement.consent_id = ${consentId}
      ORDER BY agreement.at DESC, agreement.agreed
      LIMIT 1
    ) newest ON true`
}
