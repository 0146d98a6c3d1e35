import { classifyByVisit } from '../../domain/classification.ts'
import type { Draft, TrackCommand } from '../../domain/command.ts'
import { channelFacet, countryFacet, deviceFacet } from '../../domain/contact-facets.ts'
import type { Uuid } from '../../domain/ids.ts'
import type { BatchState, Contact, VisitState } from '../state.ts'
import { addFacet } from './add-facet.ts'
import { chooseVisit } from './choose-visit.ts'
import { newChange } from './visit-change.ts'

/**
 * The visit of a contact that a draft belongs to, begun here where there is none. By the server's clock only visits
 * that are open come into question; by the client's clock also those that are over (docs/spec/waymark.md §6.3).
 */
export function enterVisit(
  state: BatchState,
  contact: Contact,
  device: Uuid,
  draft: Draft,
  command: TrackCommand,
): VisitState {
  const { channelId, visitTimeoutMs } = command
  const visits = draft.timeSource === 'server' ? contact.openVisits : allVisits(contact)
  const visit = chooseVisit(visits, device, channelId, draft.occurredAt, visitTimeoutMs)
  if (visit === undefined) return beginVisit(state, contact, device, draft, command)
  if (contact.pastVisits.includes(visit)) reopenVisit(contact, visit, draft.occurredAt, command)
  return visit
}

function allVisits({ openVisits, pastVisits }: Contact): readonly VisitState[] {
  return pastVisits.length === 0 ? openVisits : [...openVisits, ...pastVisits]
}

function beginVisit(
  state: BatchState,
  contact: Contact,
  device: Uuid,
  draft: Draft,
  command: TrackCommand,
): VisitState {
  const visit: VisitState = {
    id: draft.id,
    contact: contact.id,
    device,
    channel: command.channelId,
    startedAt: draft.occurredAt,
    lastAt: draft.occurredAt,
    flushedAt: null,
    pageViews: 0,
    page: null,
    pageAt: null,
    hasCampaign: false,
    pages: [],
  }
  const isOpen = draft.timeSource === 'server' || mayGoOn(contact, visit, draft.occurredAt, command)
  // What has timed out needs no remembering; its row in `visits` is complete. Nor does what came before a late visit
  // on the same device: only the newest one may go on.
  leaveVisits(
    contact,
    ({ device, channel, startedAt, lastAt }) =>
      command.at - lastAt >= command.visitTimeoutMs ||
      (draft.timeSource !== 'server' &&
        device === visit.device &&
        channel === visit.channel &&
        startedAt < visit.startedAt),
  )
  if (isOpen) contact.openVisits.push(visit)
  else contact.pastVisits.push(visit)
  contact.classification = classifyByVisit(contact, command.client?.isRobot ?? false)
  contact.visits++
  addFacet(contact, channelFacet(visit.channel))
  addFacet(contact, deviceFacet(command.client?.device?.type))
  addFacet(contact, countryFacet(command.client?.location?.country))
  state.changes.visits.set(visit.id, newChange(visit, true, command.client))
  return visit
}

/** A late event may make a visit last until so recently that the next one belongs to it. */
function reopenVisit(contact: Contact, visit: VisitState, at: number, command: TrackCommand): void {
  if (visit.flushedAt !== null || !mayGoOn(contact, visit, Math.max(visit.lastAt, at), command)) return
  contact.pastVisits = contact.pastVisits.filter((other) => other !== visit)
  contact.openVisits.push(visit)
}

/** Whether what comes next may belong to a visit: it has not timed out, and no visit or flush came after it. */
function mayGoOn(
  contact: Contact,
  { device, channel, startedAt }: VisitState,
  lastAt: number,
  { at, visitTimeoutMs }: TrackCommand,
): boolean {
  if (at - lastAt >= visitTimeoutMs) return false
  return !allVisits(contact).some(
    (other) =>
      other.device === device &&
      other.channel === channel &&
      (other.startedAt > startedAt || (other.flushedAt !== null && other.flushedAt > lastAt)),
  )
}

function leaveVisits(contact: Contact, isLeft: (visit: VisitState) => boolean): void {
  if (!contact.openVisits.some(isLeft)) return
  contact.pastVisits.push(...contact.openVisits.filter(isLeft))
  contact.openVisits = contact.openVisits.filter((visit) => !isLeft(visit))
}
