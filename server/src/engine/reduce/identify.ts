import type { Draft, Identity, TrackCommand } from '../../domain/command.ts'
import type { Uuid } from '../../domain/ids.ts'
import type { BatchState, Contact } from '../state.ts'
import { claimIdentifier } from './claim-identifier.ts'
import { addContact } from './create-contact.ts'
import { findMaker, findOwner } from './find-contact.ts'
import { mergeContact } from './merge-contact.ts'

/**
 * Says who the contact of a device is, and gives the contact that the device acts for from now on
 * (docs/spec/waymark.md §6.4):
 * - nobody has the identifier: the contact gets it; one that has another of the same source is somebody else, and the
 *   device goes over to a new contact with this one;
 * - another contact has it: an anonymous contact is merged into that one; from a known one the device goes over.
 */
export function identify(
  state: BatchState,
  contact: Contact,
  device: Uuid,
  identity: Identity,
  draft: Draft,
  command: TrackCommand,
): Contact {
  const owner = findOwner(state, identity)
  if (owner === contact) return contact
  const sources = sourcesOf(contact)
  if (owner !== undefined && sources.size === 0) {
    mergeContact(state, contact, owner, command.at)
    return owner
  }
  const isSomebodyElse = owner !== undefined || sources.has(identity.source)
  const person = owner ?? (isSomebodyElse ? addContact(state, draft.id, command.api, command.at) : contact)
  if (owner === undefined) claimIdentifier(state, person, identity)
  if (person !== contact) switchDevice(state, device, contact, person)
  return person
}

function switchDevice(state: BatchState, device: Uuid, from: Contact, to: Contact): void {
  const api = findMaker(state, device) ?? from.api
  state.aliases.set(device, { contactId: to.id, api, homeId: state.aliases.get(device)?.homeId ?? from.id })
  state.changes.moves.push({ type: 'switch', deviceId: device, api, toId: to.id })
}

/** @throws when the batch did not load them: the loader has to know every contact that may be identified. */
function sourcesOf({ sources }: Contact): ReadonlySet<string> {
  if (sources === null) throw new Error('The identifiers of a contact that says who it is were not loaded.')
  return sources
}
