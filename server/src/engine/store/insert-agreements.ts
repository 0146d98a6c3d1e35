import type { AgreementRow } from '../state.ts'
import type { Statement } from './statement.ts'

/**
 * Each row is later than what the contact said before, also when the clock stepped back or another server's is ahead:
 * the contact is locked, so the order of writing is the order in which it was said. Copies the hash of the text that
 * is in force from the consent, under a lock that makes a change of the text wait: whoever changes it then sees this
 * agreement and archives the old text (docs/spec/xperience.md §2.6).
 *
 * OFFSET 0 keeps the planner from looking for a contact's rows among all of the consent: on a table that was small when
 * it planned, it took that index, and each agreement cost more than the one before.
 */
export function insertAgreements(rows: readonly AgreementRow[]): Statement {
  return {
    name: 'insert-agreements',
    text: `
      INSERT INTO consent_agreements (contact_id, id, consent_id, consent_hash, channel_id, agreed, at)
      SELECT r."contactId", r.id, c.id, c.hash, r."channelId", r.agreed,
        greatest(to_timestamp(r.at / 1000), newest.at + interval '1 millisecond')
      FROM json_to_recordset($1::json) AS r ("contactId" uuid, id uuid, "consentId" int, "channelId" int, agreed boolean,
        at float8)
      JOIN consents AS c ON c.id = r."consentId"
      CROSS JOIN LATERAL (
        SELECT max(a.at) AS at
        FROM (
          SELECT r."contactId" UNION ALL SELECT alias_id FROM contact_aliases WHERE contact_id = r."contactId"
        ) AS own (id)
        CROSS JOIN LATERAL (SELECT * FROM consent_agreements WHERE contact_id = own.id OFFSET 0) AS a
        WHERE a.consent_id = c.id
      ) AS newest
      FOR SHARE OF c
      ON CONFLICT DO NOTHING`,
    values: [JSON.stringify(rows)],
  }
}
