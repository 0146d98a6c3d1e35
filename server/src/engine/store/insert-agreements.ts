import type { AgreementRow } from '../state.ts'
import type { Statement } from './statement.ts'

/**
 * Copies the hash of the text that is in force from the consent, under a lock that makes a change of the text wait:
 * whoever changes it then sees this agreement and archives the old text (docs/spec/xperience.md §2.6).
 */
export function insertAgreements(rows: readonly AgreementRow[]): Statement {
  return {
    name: 'insert-agreements',
    text: `
      INSERT INTO consent_agreements (contact_id, id, consent_id, consent_hash, channel_id, agreed, at)
      SELECT r."contactId", r.id, c.id, c.hash, r."channelId", r.agreed, to_timestamp(r.at / 1000)
      FROM json_to_recordset($1::json) AS r ("contactId" uuid, id uuid, "consentId" int, "channelId" int, agreed boolean,
        at float8)
      JOIN consents AS c ON c.id = r."consentId"
      FOR SHARE OF c
      ON CONFLICT DO NOTHING`,
    values: [JSON.stringify(rows)],
  }
}
