import type { Draft, Identity, TrackCommand } from '../../domain/command.ts'
import type { Uuid } from '../../domain/ids.ts'
import type { BatchState, Contact } from '../state.ts'
import { chooseByIdentity } from './choose-person.ts'
import { claimIdentifier } from './claim-identifier.ts'
import { addContact } from './create-contact.ts'
import { findMaker, findOwner } from './find-contact.ts'
import { mergeContact } from './merge-contact.ts'

/**
 * Says who the contact of a device is, and gives the contact that the device acts for from now on, which has the
 * identifier then (docs/spec/waymark.md §6.4).
 */
export function identify(
  state: BatchState,
  contact: Contact,
  device: Uuid,
  identity: Identity,
  draft: Draft,
  command: TrackCommand,
): Contact {
  const choice = chooseByIdentity(state, contact, identity)
  if (choice.type === 'merge') {
    mergeContact(state, contact, choice.into, identity.source, command.at)
    return choice.into
  }
  const person =
    choice.type === 'same' ? contact : (choice.to ?? addContact(state, draft.id, command.api, command.at))
  if (findOwner(state, identity) === undefined) {
    claimIdentifier(state, person, identity, draft.occurredAt)
  }
  if (person !== contact) switchDevice(state, device, contact, person)
  return person
}

function switchDevice(state: BatchState, device: Uuid, from: Contact, to: Contact): void {
  const api = findMaker(state, device) ?? from.api
  state.aliases.set(device, { contactId: to.id, api, homeId: state.aliases.get(device)?.homeId ?? from.id })
  state.changes.moves.push({ type: 'switch', deviceId: device, api, toId: to.id })
}
