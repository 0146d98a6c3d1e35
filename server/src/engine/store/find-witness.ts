import type { Changes } from '../state.ts'
import { findStoredActivities } from './find-stored-activities.ts'
import type { Statement } from './statement.ts'

/**
 * A statement that finds a row if, and only if, the batch that made these changes was stored: a batch is stored whole,
 * so any row will do of which nobody else knows the id. Null where there is none: what a batch without activities,
 * agreements and new contacts holds are ends of visits and signs of people, which may happen twice.
 *
 * The id of the transaction is no such witness: one whose end was not on disk when PostgreSQL crashed gives its id back.
 */
export function findWitness({ activities, agreements, newContacts }: Changes): Statement | null {
  const [activity] = activities
  if (activity !== undefined) return findStoredActivities([activity.contactId], [activity.draft])
  const [agreement] = agreements
  if (agreement !== undefined) {
    return {
      name: 'find-agreement',
      text: 'SELECT id FROM consent_agreements WHERE contact_id = $1 AND id = $2',
      values: [agreement.contactId, agreement.id],
    }
  }
  const [made] = newContacts
  if (made === undefined) return null
  return { name: 'find-contact', text: 'SELECT id FROM contacts WHERE id = $1', values: [made.contact.id] }
}
