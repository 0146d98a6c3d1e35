import type { AgreeCommand, CommandOutcome } from '../../domain/command.ts'
import type { BatchState } from '../state.ts'
import { findContact } from './find-contact.ts'

/**
 * Adds a row to the log of agreements: a consent given or revoked, whatever was said before
 * (docs/spec/xperience.md §1.4).
 */
export function reduceAgree(state: BatchState, command: AgreeCommand): CommandOutcome {
  const contact = findContact(state, command.contactId)
  if (contact === undefined) {
    return { status: 'refused', code: 'contact_not_found', message: 'There is no contact with this id.' }
  }
  const { id, consentId, channelId, agreed } = command
  // The newest row counts. Within a batch a clock that stepped back may not turn the order round; across batches
  // store/insert-agreements.ts sees to it.
  const before = state.changes.agreements.findLast(
    (row) => row.contactId === contact.id && row.consentId === consentId,
  )
  const at = before === undefined ? command.at : Math.max(command.at, before.at + 1)
  state.changes.agreements.push({ contactId: contact.id, id, consentId, channelId, agreed, at })
  return { status: 'accepted', contactId: contact.id, deviceId: command.contactId }
}
