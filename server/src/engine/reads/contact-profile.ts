import { sql } from 'kysely'
import type { Identity } from '../../domain/command.ts'
import type { ContactFieldName } from '../../domain/contact-fields.ts'
import type { Uuid } from '../../domain/ids.ts'
import type { TrackingApiName } from '../../domain/kinds.ts'
import type { Queries } from '../../platform/database/queries.ts'
import { apiNumbers } from '../store/statement.ts'

/** Who a contact is. */
export interface ContactProfile extends Readonly<Record<ContactFieldName, string | null>> {
  readonly id: Uuid
  /** Whether it has an identifier, such as an e-mail address. */
  readonly known: boolean
  readonly identifiers: readonly Identity[]
}

/**
 * The contact that an id means on a tracking API, itself, as an alias or as a device that went over to another contact,
 * as it is stored now; null where there is none.
 * The Sitecore API, whose keys are public, names only visitors of its own (docs/spec/waymark.md §6.1). Locks nothing.
 */
export async function readContactProfile(
  db: Queries,
  contactId: Uuid,
  api: TrackingApiName,
): Promise<ContactProfile | null> {
  const { rows } = await sql<Omit<ContactProfile, 'known'>>`
    SELECT c.id, c.email, c.first_name AS "firstName", c.middle_name AS "middleName", c.last_name AS "lastName",
      c.birthday::text, c.mobile_phone AS "mobilePhone", c.business_phone AS "businessPhone",
      c.company_name AS "companyName", c.job_title AS "jobTitle", c.address1, c.city, c.zip, c.country, c.state, c.notes,
      (SELECT coalesce(jsonb_agg(jsonb_build_object('source', i.source, 'identifier', i.identifier)
          ORDER BY i.source, i.identifier), '[]')
        FROM contact_identifiers i WHERE i.contact_id = c.id) AS identifiers
    FROM (SELECT ${contactId}::uuid AS id) asked
    LEFT JOIN switched_devices w ON w.device_id = asked.id
    LEFT JOIN contact_aliases a ON a.alias_id = asked.id
    JOIN contact_state s ON s.contact_id = coalesce(w.contact_id, a.contact_id, asked.id) AND s.merged_into IS NULL
    JOIN contacts c ON c.id = s.contact_id
    WHERE ${apiNumbers[api]} <> ${apiNumbers.sitecore} OR coalesce(w.api, a.api, s.api) = ${apiNumbers.sitecore}`.execute(
    db,
  )
  const [row] = rows
  return row === undefined ? null : { ...row, known: row.identifiers.length > 0 }
}
