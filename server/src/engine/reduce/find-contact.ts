import type { TrackCommand } from '../../domain/command.ts'
import type { Uuid } from '../../domain/ids.ts'
import type { TrackingApiName } from '../../domain/kinds.ts'
import type { BatchState, Contact } from '../state.ts'

/** Whom ids name. */
export type Names = Pick<BatchState, 'contacts' | 'aliases'>

/** The surviving contact that an id names, or undefined when it names none. */
export function findContact(state: Names, id: Uuid): Contact | undefined {
  const alias = state.aliases.get(id)
  let contact = state.contacts.get(alias === undefined ? id : alias.contactId)
  // A merge in this batch, or one that was committed while the batch waited for its lock.
  while (contact?.mergedInto != null) contact = state.contacts.get(contact.mergedInto)
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
