import type { Contact, Profile } from '../state.ts'

/** @throws when the batch did not load the profile: the loader has to know every contact that a draft may change. */
export function profileOf(contact: Contact): Profile {
  if (contact.profile === null) throw new Error('The profile of a contact that is to change was not loaded.')
  return contact.profile
}
