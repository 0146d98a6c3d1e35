import { toCompactGuid, type Uuid } from '../../domain/ids.ts'
import { apiNumbers, classificationOfNumber } from '../../engine/store/statement.ts'
import { displayNameOf } from '../shared/contact-name.queries.ts'
import type { ContactRow } from './contacts.queries.ts'
import type { Contact } from './contacts.schemas.ts'

export function toContact(row: ContactRow): Contact {
  const identifiers = row.identifiers.map((identifier) => ({ ...identifier, type: 'known' as const }))
  const devices = [{ id: row.id, api: row.api }, ...row.aliases].filter(
    ({ api }) => api === apiNumbers.sitecore,
  )
  return {
    id: row.id,
    displayName: displayNameOf(row),
    known: identifiers.length > 0,
    email: row.email,
    firstName: row.first_name,
    middleName: row.middle_name,
    lastName: row.last_name,
    birthday: row.birthday,
    gender: row.gender,
    jobTitle: row.job_title,
    companyName: row.company_name,
    mobilePhone: row.mobile_phone,
    businessPhone: row.business_phone,
    address1: row.address1,
    city: row.city,
    zip: row.zip,
    country: row.country,
    state: row.state,
    notes: row.notes,
    fields: row.custom,
    identifiers: [...identifiers, ...devices.map(({ id }) => trackerIdentifier(id))],
    createdAt: row.created_at.toISOString(),
    firstSeenAt: row.first_at?.toISOString() ?? null,
    lastActivityAt: row.last_at?.toISOString() ?? null,
    visitCount: row.visits,
    activityCount: row.activities,
    totalPoints: row.points,
    totalMonetary: Object.fromEntries(
      Object.entries(row.monetary).map(([currency, amount]) => [currency, Number(amount)]),
    ),
    classification: classificationOfNumber(row.classification),
    mergedIds: row.aliases.map(({ id }) => id),
  }
}

/** The identifier that Sitecore's tracker itself gives a device (docs/spec/sitecore.md §2.1, ContactIdentifier). */
function trackerIdentifier(id: Uuid): Contact['identifiers'][number] {
  return { source: 'xDB.Tracker', identifier: toCompactGuid(id), type: 'anonymous' }
}
