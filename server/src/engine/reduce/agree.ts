import type { AgreeCommand, CommandOutcome } from '../../domain/command.ts'
import { consentFacet } from '../../domain/contact-facets.ts'
import type { BatchState } from '../state.ts'
import { addFacet } from './add-facet.ts'
import { consentRequired, lacksConsent } from './consent.ts'
import { addContact } from './create-contact.ts'
import { chooseDevice, findContact } from './find-contact.ts'

/**
 * Adds a row to the log of agreements: a consent given or revoked, whatever was said before
 * (docs/spec/xperience.md §1.4, docs/spec/sitecore.md §2.7).
 */
export function reduceAgree(state: BatchState, command: AgreeCommand): CommandOutcome {
  const { id, consentId, channelId, agreed } = command
  const deviceId = chooseDevice(state, command)
  let contact = findContact(state, deviceId)
  if (contact === undefined && command.api === 'xperience') {
    return { status: 'refused', code: 'contact_not_found', message: 'There is no contact with this id.' }
  }
  if (agreed && lacksConsent(contact, command.requiredConsentId)) return consentRequired
  if (contact === undefined) {
    if (!agreed) return { status: 'accepted', contactId: null, deviceId }
    contact = addContact(state, deviceId, command.api, command.at)
  }
  // The newest row counts. Within a batch a clock that stepped back may not turn the order round; across batches
  // store/insert-agreements.ts sees to it.
  contact.agreements ??= new Map()
  const before = contact.agreements.get(consentId)
  const at = before === undefined ? command.at : Math.max(command.at, Math.ceil(before.at) + 1)
  contact.agreements.set(consentId, { agreed, at })
  if (agreed) {
    addFacet(contact, consentFacet(consentId))
    if (contact.hasNewFacets && !contact.isNew) state.changes.touched.add(contact)
  }
  state.changes.agreements.push({ contactId: contact.id, id, consentId, channelId, agreed, at })
  return { status: 'accepted', contactId: contact.id, deviceId }
}
