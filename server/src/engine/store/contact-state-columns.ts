import type { Contact } from '../state.ts'
import { bareArray, numberArray, textArray } from './array-literals.ts'
import { writeOpenVisits } from './open-visits.ts'
import { apiNumbers, classificationNumbers } from './statement.ts'

/** The rows of contact_state, column by column, as parameters $1 to $13 of the statements that write them. */
export function contactStateColumns(contacts: readonly Contact[]): string[] {
  return [
    bareArray(contacts.map(({ id }) => id)),
    numberArray(contacts.map(({ api }) => apiNumbers[api])),
    numberArray(contacts.map(({ firstAt }) => firstAt)),
    numberArray(contacts.map(({ lastAt }) => lastAt)),
    bareArray(contacts.map(({ lastDay }) => lastDay)),
    numberArray(contacts.map(({ activities }) => activities)),
    numberArray(contacts.map(({ visits }) => visits)),
    numberArray(contacts.map(({ points }) => points)),
    textArray(contacts.map(({ monetary }) => JSON.stringify(monetary))),
    textArray(contacts.map(writeOpenVisits)),
    bareArray(contacts.map(({ mergedInto }) => mergedInto)),
    numberArray(contacts.map(({ classification }) => classificationNumbers[classification])),
    textArray(contacts.map(writeFacets)),
  ]
}

export const contactStateRows = `
  unnest($1::uuid[], $2::smallint[], $3::float8[], $4::float8[], $5::date[], $6::bigint[], $7::int[], $8::bigint[],
    $9::jsonb[], $10::json[], $11::uuid[], $12::smallint[], $13::text[])
  AS r (contact_id, api, first_at, last_at, last_day, activities, visits, points, monetary, open_visits, merged_into,
    classification, facets)`

/** Null for no news, as at nearly every event: the row keeps what it has. Else in order, however they came. */
function writeFacets({ facets, hasNewFacets }: Contact): string | null {
  if (!hasNewFacets) return null
  const all = facets.split(',').filter((text) => text !== '')
  return `{${all.sort((a, b) => Number(a) - Number(b)).join(',')}}`
}
