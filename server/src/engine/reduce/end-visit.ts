import type { CommandOutcome, EndVisitCommand } from '../../domain/command.ts'
import type { BatchState, VisitState } from '../state.ts'
import { consentRequired, lacksConsent } from './consent.ts'
import { findContact, findMaker } from './find-contact.ts'
import { changeOf } from './visit-change.ts'

/**
 * Ends visits of a device now instead of by time-out (docs/spec/sitecore.md §2.3): they end at their last activity, and
 * the next one begins a new visit. Where nothing is open, nothing happens; nobody is made by a flush.
 */
export function reduceEndVisit(state: BatchState, command: EndVisitCommand): CommandOutcome {
  const deviceId = command.contactId
  const isForeign = command.api === 'sitecore' && findMaker(state, deviceId) === 'xperience'
  const contact = isForeign ? undefined : findContact(state, deviceId)
  if (lacksConsent(contact, command.requiredConsentId)) return consentRequired
  if (contact === undefined) return { status: 'accepted', contactId: null, deviceId }

  const ends = (visit: VisitState) =>
    visit.device === deviceId && (command.channelId === null || visit.channel === command.channelId)
  for (const visit of contact.openVisits.filter(ends)) {
    visit.flushedAt = changeOf(state, visit).flushedAt = command.at
    contact.pastVisits.push(visit)
    if (!contact.isNew) state.changes.touched.add(contact)
  }
  contact.openVisits = contact.openVisits.filter((visit) => !ends(visit))
  return { status: 'accepted', contactId: contact.id, deviceId }
}
