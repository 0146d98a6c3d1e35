import type { Contact } from '../state.ts'
import type { Statement } from './statement.ts'

/** All fields of contacts whose profile was loaded under the lock of their state, or which are new. */
export function updateProfiles(contacts: readonly Contact[]): Statement {
  return {
    name: 'update-profiles',
    text: `
      UPDATE contacts AS c SET
        email = r.email, first_name = r."firstName", middle_name = r."middleName", last_name = r."lastName",
        birthday = r.birthday, mobile_phone = r."mobilePhone", business_phone = r."businessPhone",
        company_name = r."companyName", job_title = r."jobTitle", address1 = r.address1, city = r.city, zip = r.zip,
        country = r.country, state = r.state, notes = r.notes
      FROM json_to_recordset($1::json) AS r (id uuid, email text, "firstName" text, "middleName" text, "lastName" text,
        birthday date, "mobilePhone" text, "businessPhone" text, "companyName" text, "jobTitle" text, address1 text,
        city text, zip text, country text, state text, notes text)
      WHERE c.id = r.id`,
    values: [JSON.stringify(contacts.map(({ id, profile }) => ({ id, ...profile })))],
  }
}
