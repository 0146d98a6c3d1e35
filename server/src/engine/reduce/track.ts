import type { CommandOutcome, Draft, TrackCommand } from '../../domain/command.ts'
import { definitionFacet } from '../../domain/contact-facets.ts'
import { timeOfId, type Uuid } from '../../domain/ids.ts'
import { addAmounts, NO_CURRENCY, ZERO_AMOUNT } from '../../domain/money.ts'
import type { BatchState, Contact } from '../state.ts'
import { addFacet } from './add-facet.ts'
import { addToVisit } from './add-to-visit.ts'
import { consentRequired, lacksConsent, leadsBeyondConsent } from './consent.ts'
import { addContact } from './create-contact.ts'
import { enterVisit } from './enter-visit.ts'
import { chooseDevice, findContact, findHome } from './find-contact.ts'
import { identify } from './identify.ts'
import { setContactFields } from './set-contact-fields.ts'

/**
 * Attaches drafts, in order, to the contact and its visits. The Xperience API refuses a contact that does not exist;
 * the Sitecore API makes it with the first draft. Where a consent is required, a contact that does not agree to it is
 * refused whole, and nobody is made; an item of one that agrees is refused alone, before anything of it changes, where
 * it would go to another that does not. Identity and fields are those of the first draft of their item.
 */
export function reduceTrack(state: BatchState, command: TrackCommand): CommandOutcome {
  const deviceId = chooseDevice(state, command)
  let contact = findContact(state, deviceId)
  if (contact === undefined && command.api === 'xperience') {
    return { status: 'refused', code: 'contact_not_found', message: 'There is no contact with this id.' }
  }
  if (lacksConsent(contact, command.requiredConsentId)) return consentRequired
  if (contact === undefined) {
    const [first] = command.drafts
    if (first === undefined) return { status: 'accepted', contactId: null, deviceId }
    // The id of a draft says when it was received: of one that is replayed that was long before.
    contact = addContact(state, deviceId, command.api, Math.min(command.at, timeOfId(first.id)))
  }
  let newItem = -1
  let refusedItems: number[] | undefined
  for (const draft of command.drafts) {
    const { item, messageId } = draft
    if (state.stored.has(draft.id) || item === refusedItems?.at(-1)) continue
    const opensItem = messageId !== null && item !== newItem
    if (opensItem && hasSent(state, contact, deviceId, messageId)) continue
    if (leadsBeyondConsent(state, contact, draft, command.requiredConsentId)) {
      refusedItems ??= []
      refusedItems.push(item)
      continue
    }
    if (opensItem) {
      addMessageId(state, contact, deviceId, messageId, draft.id)
      newItem = item
    }
    if (draft.identity !== null) contact = identify(state, contact, deviceId, draft.identity, draft, command)
    if (draft.fields === null) {
      addActivity(state, contact, deviceId, draft, command)
    } else {
      addActivity(state, setContactFields(state, contact, draft, command), deviceId, draft, command)
      contact = findContact(state, deviceId) ?? contact // a merge may have replaced it
    }
  }
  return { status: 'accepted', contactId: contact.id, deviceId, ...(refusedItems && { refusedItems }) }
}

/**
 * Whether the contact, or the device for another contact, has sent this event before: then nothing of it happens again
 * (docs/spec/waymark.md §6.2).
 */
function hasSent(state: BatchState, contact: Contact, device: Uuid, messageId: string): boolean {
  return contact.messageIds?.has(messageId) || findHome(state, device)?.messageIds?.has(messageId) || false
}

function addMessageId(
  state: BatchState,
  contact: Contact,
  device: Uuid,
  messageId: string,
  activityId: Uuid,
): void {
  const home = findHome(state, device)
  noteMessageId(state, contact, messageId, activityId)
  if (home !== undefined && home !== contact) noteMessageId(state, home, messageId, activityId)
}

function noteMessageId({ changes }: BatchState, contact: Contact, messageId: string, activityId: Uuid): void {
  contact.messageIds ??= new Set()
  contact.messageIds.add(messageId)
  changes.messageIds.push({ contactId: contact.id, messageId, activityId })
}

function addActivity(
  state: BatchState,
  contact: Contact,
  device: Uuid,
  draft: Draft,
  command: TrackCommand,
): void {
  const visit = enterVisit(state, contact, device, draft, command)
  if (isFacet(draft)) addFacet(contact, definitionFacet(draft.definitionId))
  state.changes.activities.push({
    api: command.api,
    contactId: contact.id,
    visitId: visit.id,
    parentId: addToVisit(state, contact, visit, draft),
    channelId: command.channelId,
    draft,
  })
  addToContact(state, contact, draft)
  addToDailyCounts(state, command.channelId, draft)
}

/** Nearly everybody has page views, clicks and the like: nobody is looked for by them. */
function isFacet({ kind }: Draft): boolean {
  return kind === 'goal' || kind === 'outcome' || kind === 'campaign'
}

function addToContact(state: BatchState, contact: Contact, draft: Draft): void {
  const at = draft.occurredAt
  contact.activities++
  contact.points += draft.points
  if (draft.monetaryValue !== null) {
    const currency = draft.currency ?? NO_CURRENCY
    contact.monetary[currency] = addAmounts(contact.monetary[currency] ?? ZERO_AMOUNT, draft.monetaryValue)
  }
  contact.firstAt = contact.firstAt === null ? at : Math.min(contact.firstAt, at)
  const day = state.dayOf(at)
  if (day !== contact.lastDay) state.changes.contactDays.push({ day, contactId: contact.id })
  if (contact.lastAt === null || at >= contact.lastAt) {
    contact.lastAt = at
    contact.lastDay = day
  }
  if (!contact.isNew) state.changes.touched.add(contact)
}

function addToDailyCounts(state: BatchState, channelId: number, { occurredAt, definitionId }: Draft): void {
  const day = state.dayOf(occurredAt)
  let counts = state.changes.dailyCounts.get(day)
  if (counts === undefined) {
    counts = new Map()
    state.changes.dailyCounts.set(day, counts)
  }
  const key = channelId * MAX_INT + definitionId
  const count = counts.get(key)
  if (count === undefined) counts.set(key, { day, channelId, definitionId, activities: 1 })
  else count.activities++
}

/** Channels and definitions are numbered by PostgreSQL integers; 2^53 holds as many channels as anybody has. */
const MAX_INT = 2 ** 31
