import type { CommandOutcome, MarkHumanCommand } from '../../domain/command.ts'
import type { BatchState } from '../state.ts'
import { consentRequired, lacksConsent } from './consent.ts'
import { findContact, findMaker } from './find-contact.ts'

/**
 * Notes that a device is used by a person: its contact is human from now on (docs/spec/sitecore.md §1.8). Nobody is made
 * by it, and a contact of the Xperience API is out of reach, as for every Sitecore client.
 */
export function reduceMarkHuman(state: BatchState, command: MarkHumanCommand): CommandOutcome {
  const deviceId = command.contactId
  const contact = findMaker(state, deviceId) === 'xperience' ? undefined : findContact(state, deviceId)
  if (contact === undefined) return { status: 'accepted', contactId: null, deviceId }
  if (lacksConsent(contact, command.requiredConsentId)) return consentRequired
  if (contact.classification !== 'human') {
    contact.classification = 'human'
    if (!contact.isNew) state.changes.touched.add(contact)
  }
  return { status: 'accepted', contactId: contact.id, deviceId }
}
