import type { Identity } from '../../domain/command.ts'
import { identifierKey } from '../identifier-key.ts'
import type { BatchState, Contact } from '../state.ts'

/** Gives a contact an identifier that nobody has. `at`: when the activity that names it happened. */
export function claimIdentifier(
  state: BatchState,
  contact: Contact,
  { source, identifier }: Identity,
  at: number,
): void {
  state.owners.set(identifierKey(source, identifier), contact.id)
  contact.sources?.add(source)
  state.changes.identifiers.push({ source, identifier, contactId: contact.id, at })
  if (!contact.isNew) state.changes.touched.add(contact)
}
