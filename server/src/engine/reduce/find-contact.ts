import type { Identity, TrackCommand } from '../../domain/command.ts'
import type { Uuid } from '../../domain/ids.ts'
import type { TrackingApiName } from '../../domain/kinds.ts'
import { identifierKey } from '../identifier-key.ts'
import type { BatchState, Contact } from '../state.ts'

/** Whom ids name. */
export type Names = Pick<BatchState, 'contacts' | 'aliases'>
export type Owners = Pick<BatchState, 'contacts' | 'owners'>

/** The contact that a client means by an id, the survivor of merges and whom its device acts for now, or undefined when
 * it means none. */
export function findContact(state: Names, id: Uuid): Contact | undefined {
  return findSurvivor(state, state.aliases.get(id)?.contactId ?? id)
}

/**
 * The contact that the id of a device names while the device acts for another one, else undefined. It knows all events
 * that the device has sent, for whomever it acted (docs/spec/waymark.md §6.2).
 */
export function findHome(state: Names, device: Uuid): Contact | undefined {
  const homeId = state.aliases.get(device)?.homeId
  return homeId == null ? undefined : findSurvivor(state, homeId)
}

/** The contact that has an identifier, or undefined when nobody has it. */
export function findOwner(state: Owners, { source, identifier }: Identity): Contact | undefined {
  const id = state.owners.get(identifierKey(source, identifier))
  return id === undefined ? undefined : findSurvivor(state, id)
}

function findSurvivor({ contacts }: Pick<BatchState, 'contacts'>, id: Uuid): Contact | undefined {
  let contact = contacts.get(id)
  // A merge in this batch, or one that was committed while the batch waited for its lock.
  while (contact?.mergedInto != null) contact = contacts.get(contact.mergedInto)
  return contact
}

/**
 * The id under which a client is known from now on. Sitecore keys are public, so a Sitecore client may not name a
 * contact that the Xperience API made: it gets the fresh one instead.
 */
export function chooseDevice(
  state: Names,
  { api, contactId, freshId }: Pick<TrackCommand, 'api' | 'contactId' | 'freshId'>,
): Uuid {
  return api === 'sitecore' && findMaker(state, contactId) === 'xperience' ? freshId : contactId
}

/** The tracking API that made an id, or undefined when nobody has seen it. */
export function findMaker(state: Names, id: Uuid): TrackingApiName | undefined {
  return state.aliases.get(id)?.api ?? state.contacts.get(id)?.api
}
