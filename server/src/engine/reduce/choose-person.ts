import type { Identity } from '../../domain/command.ts'
import { emailIdentity } from '../identifier-key.ts'
import type { BatchState, Contact } from '../state.ts'
import { findOwner } from './find-contact.ts'
import { profileOf } from './profile-of.ts'

/** Whom an activity turns out to be of: the contact itself, one that it is merged into, or somebody else, who is to be
 * made where `to` is null. */
export type Choice =
  | { readonly type: 'same' }
  | { readonly type: 'merge'; readonly into: Contact }
  | { readonly type: 'other'; readonly to: Contact | null }

const SAME: Choice = { type: 'same' }

/**
 * Whom a contact that says who it is means by that (docs/spec/waymark.md §6.4):
 * - nobody has the identifier: itself, or somebody new where it has another of the same source;
 * - another contact has it: an anonymous contact is merged into that one, a known one is somebody else.
 *
 * @throws when the batch did not load the identifiers of the contact: the loader has to know who may be identified.
 */
export function chooseByIdentity(state: BatchState, contact: Contact, identity: Identity): Choice {
  const owner = findOwner(state, identity)
  if (owner === contact) return SAME
  const { sources } = contact
  if (sources === null) throw new Error('The identifiers of a contact that says who it is were not loaded.')
  if (owner === undefined) return sources.has(identity.source) ? { type: 'other', to: null } : SAME
  return sources.size === 0 ? { type: 'merge', into: owner } : { type: 'other', to: owner }
}

/**
 * Whom a contact (null: one that is to be made) means that submits an e-mail address, by the rules of
 * docs/spec/xperience.md §1.8:
 * 1. no e-mail yet, nobody has the submitted one → itself;
 * 2. no e-mail yet, another contact has it → the two are merged into that one;
 * 3. the same e-mail → itself;
 * 4. another e-mail → the contact with that e-mail, or somebody new.
 */
export function chooseByEmail(state: BatchState, contact: Contact | null, email: string): Choice {
  const holder = findOwner(state, emailIdentity(email))
  const own = contact === null ? null : profileOf(contact).email
  if (own === null) return holder === undefined || holder === contact ? SAME : { type: 'merge', into: holder }
  if (own.toLowerCase() === email.toLowerCase()) return SAME
  return { type: 'other', to: holder ?? null }
}
