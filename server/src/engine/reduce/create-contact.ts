import type { CommandOutcome, CreateContactCommand } from '../../domain/command.ts'
import { contactFieldNames } from '../../domain/contact-fields.ts'
import type { Uuid } from '../../domain/ids.ts'
import type { TrackingApiName } from '../../domain/kinds.ts'
import type { BatchState, Contact, Profile } from '../state.ts'
import { findContact } from './find-contact.ts'

/** Makes an anonymous contact; one that is there already (the command ran before) stays as it is. */
export function reduceCreateContact(state: BatchState, command: CreateContactCommand): CommandOutcome {
  const contact =
    findContact(state, command.contactId) ?? addContact(state, command.contactId, command.api, command.at)
  return { status: 'accepted', contactId: contact.id, deviceId: command.contactId }
}

export function addContact(state: BatchState, id: Uuid, api: TrackingApiName, at: number): Contact {
  const contact: Contact = {
    id,
    api,
    isNew: true,
    firstAt: null,
    lastAt: null,
    lastDay: null,
    activities: 0,
    visits: 0,
    points: 0,
    monetary: {},
    classification: 'unknown',
    facets: ',',
    hasNewFacets: false,
    openVisits: [],
    pastVisits: [],
    mergedInto: null,
    profile: emptyProfile(),
    agreements: null,
    messageIds: null,
    sources: new Set(),
  }
  state.contacts.set(id, contact)
  state.changes.newContacts.push({ contact, createdAt: at })
  return contact
}

function emptyProfile(): Profile {
  return Object.fromEntries(contactFieldNames.map((name) => [name, null])) as Profile
}
