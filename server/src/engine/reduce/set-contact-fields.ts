import type { Draft, TrackCommand } from '../../domain/command.ts'
import type { ContactFields } from '../../domain/contact-fields.ts'
import { contactFieldNames } from '../../domain/contact-fields.ts'
import { emailIdentity } from '../identifier-key.ts'
import type { BatchState, Contact } from '../state.ts'
import { claimIdentifier } from './claim-identifier.ts'
import { addContact } from './create-contact.ts'
import { findOwner } from './find-contact.ts'
import { mergeContact } from './merge-contact.ts'
import { profileOf } from './profile-of.ts'

/**
 * Applies the fields of a draft and gives the contact that the activity belongs to, by the e-mail rules of
 * docs/spec/xperience.md §1.8:
 * 1. no e-mail yet, nobody has the submitted one → it is set;
 * 2. no e-mail yet, another contact has it → the two are merged into that one;
 * 3. the same e-mail → plain update;
 * 4. another e-mail → activity and fields go to the contact with that e-mail, made here if there is none.
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
  if (email !== null && findOwner(state, emailIdentity(email)) !== owner)
    claimIdentifier(state, owner, emailIdentity(email))
  return owner
}

function ownerOfEmail(
  state: BatchState,
  contact: Contact,
  email: string,
  draft: Draft,
  command: TrackCommand,
): Contact {
  const holder = findOwner(state, emailIdentity(email))
  const own = profileOf(contact).email
  if (own === null) {
    if (holder === undefined || holder === contact) return contact
    mergeContact(state, contact, holder, command.at)
    return holder
  }
  if (own.toLowerCase() === email.toLowerCase()) return contact
  return holder ?? addContact(state, draft.id, command.api, command.at)
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
  state.changes.profiles.add(contact)
  if (!contact.isNew) state.changes.touched.add(contact)
}
