import type { Uuid } from '../../domain/ids.ts'
import type { Profile } from '../state.ts'
import { bareArray } from './array-literals.ts'
import type { Statement } from './statement.ts'

/** The fields of contacts whose states are locked. */
export function loadProfiles(ids: readonly Uuid[]): Statement {
  return {
    name: 'load-profiles',
    text: `
      SELECT id, email, first_name AS "firstName", middle_name AS "middleName", last_name AS "lastName",
        birthday::text, mobile_phone AS "mobilePhone", business_phone AS "businessPhone", company_name AS "companyName",
        job_title AS "jobTitle", address1, city, zip, country, state, notes
      FROM contacts WHERE id = ANY($1::uuid[])`,
    values: [bareArray(ids)],
  }
}

export type ProfileRow = Profile & { readonly id: Uuid }
