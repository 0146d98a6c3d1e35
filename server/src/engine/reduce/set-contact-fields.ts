import type { Draft, TrackCommand } from '../../domain/command.ts'
import { fieldFacet } from '../../domain/contact-facets.ts'
import type { ContactFields } from '../../domain/contact-fields.ts'
import { contactFieldNames } from '../../domain/contact-fields.ts'
import { EMAIL_SOURCE, emailIdentity } from '../identifier-key.ts'
import type { BatchState, Contact } from '../state.ts'
import { addFacet } from './add-facet.ts'
import { chooseByEmail } from './choose-person.ts'
import { claimIdentifier } from './claim-identifier.ts'
import { addContact } from './create-contact.ts'
import { findOwner } from './find-contact.ts'
import { mergeContact } from './merge-contact.ts'
import { profileOf } from './profile-of.ts'

/**
 * Applies the fields of a draft and gives the contact that the activity belongs to, by the e-mail rules of
 * docs/spec/xperience.md §1.8.
 */
export function setContactFields(
  state: BatchState,
  contact: Contact,
  draft: Draft,
  command: TrackCommand,
): Contact {
  const fields = draft.fields ?? {}
  const email = fields.email ?? null
  const owner = email === null ? contact : ownerOfEmail(state, contact, email, draft, command)
  updateProfile(state, owner, fields)
  if (email !== null && findOwner(state, emailIdentity(email)) !== owner) {
    claimIdentifier(state, owner, emailIdentity(email), draft.occurredAt)
  }
  return owner
}

function ownerOfEmail(
  state: BatchState,
  contact: Contact,
  email: string,
  draft: Draft,
  command: TrackCommand,
): Contact {
  const choice = chooseByEmail(state, contact, email)
  if (choice.type === 'same') return contact
  if (choice.type === 'other') return choice.to ?? addContact(state, draft.id, command.api, command.at)
  mergeContact(state, contact, choice.into, EMAIL_SOURCE, command.at)
  return choice.into
}

function updateProfile(state: BatchState, contact: Contact, fields: ContactFields): void {
  const profile = profileOf(contact)
  for (const name of contactFieldNames) {
    const value = fields[name]
    if (value !== undefined) profile[name] = value
  }
  // The only states there are lie in the United States (docs/spec/xperience.md §1.7).
  if (fields.state != null && fields.country === undefined && profile.country === null)
    profile.country = 'USA'
  for (const name of contactFieldNames) if (profile[name] !== null) addFacet(contact, fieldFacet(name))
  state.changes.profiles.add(contact)
  if (!contact.isNew) state.changes.touched.add(contact)
}
