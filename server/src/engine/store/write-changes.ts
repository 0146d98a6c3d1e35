import type { Changes, Contact, VisitChange } from '../state.ts'
import { addDailyCounts } from './add-daily-counts.ts'
import { insertActivities } from './insert-activities.ts'
import { insertAgreements } from './insert-agreements.ts'
import { insertContactDays } from './insert-contact-days.ts'
import { insertContactStates } from './insert-contact-states.ts'
import { insertContacts } from './insert-contacts.ts'
import { insertIdentifiers } from './insert-identifiers.ts'
import { insertMessageIds } from './insert-message-ids.ts'
import { insertVisits } from './insert-visits.ts'
import { mergeContacts } from './merge-contacts.ts'
import { notePastDays } from './note-past-days.ts'
import type { Statement } from './statement.ts'
import { switchDevice } from './switch-device.ts'
import { updateContactStates } from './update-contact-states.ts'
import { updateProfiles } from './update-profiles.ts'
import { updateVisits } from './update-visits.ts'

/** The statements that write a batch, in order; rows sorted by key, so that batches meet in the same order. */
export function writeChanges(changes: Changes, pastDays: readonly string[]): Statement[] {
  const statements: Statement[] = []
  const write = <Row>(rows: readonly Row[], statement: (rows: readonly Row[]) => Statement) => {
    if (rows.length > 0) statements.push(statement(rows))
  }
  const newContacts = [...changes.newContacts].sort((a, b) => compare(a.contact.id, b.contact.id))
  const visits = [...changes.visits.values()].sort(byVisit)

  write(newContacts, insertContacts)
  write(
    newContacts.map(({ contact }) => contact),
    insertContactStates,
  )
  write([...changes.touched].sort(byId), updateContactStates)
  write([...changes.profiles].sort(byId), updateProfiles)
  write(
    [...changes.identifiers].sort(
      (a, b) => compare(a.source, b.source) || compare(a.identifier, b.identifier),
    ),
    insertIdentifiers,
  )
  write([...changes.activities].sort(byActivity), insertActivities)
  write(
    visits.filter(({ isNew }) => isNew),
    insertVisits,
  )
  write(
    visits.filter(({ isNew }) => !isNew),
    updateVisits,
  )
  write(changes.agreements, insertAgreements)
  write(changes.messageIds, insertMessageIds)
  write(
    [...changes.contactDays].sort((a, b) => compare(a.day, b.day) || compare(a.contactId, b.contactId)),
    insertContactDays,
  )
  for (const move of changes.moves)
    statements.push(...(move.type === 'merge' ? mergeContacts(move) : [switchDevice(move)]))
  write(
    [...changes.dailyCounts.values()].flatMap((counts) => [...counts.values()]).sort(byCount),
    addDailyCounts,
  )
  write(pastDays, notePastDays)
  return statements
}

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0)
const byId = (a: Contact, b: Contact): number => compare(a.id, b.id)
const byVisit = (a: VisitChange, b: VisitChange): number =>
  compare(a.contactId, b.contactId) || compare(a.id, b.id)
const byActivity = (a: Changes['activities'][number], b: Changes['activities'][number]): number =>
  compare(a.contactId, b.contactId) || compare(a.draft.id, b.draft.id)
const byCount = (a: { day: string; channelId: number; definitionId: number }, b: typeof a): number =>
  compare(a.day, b.day) || a.channelId - b.channelId || a.definitionId - b.definitionId
