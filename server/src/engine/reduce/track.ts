import { classifyByVisit } from '../../domain/classification.ts'
import type { CommandOutcome, Draft, TrackCommand } from '../../domain/command.ts'
import type { Uuid } from '../../domain/ids.ts'
import { addAmounts, ZERO_AMOUNT } from '../../domain/money.ts'
import type { VisitClient } from '../../domain/visit-client.ts'
import type { BatchState, Contact, OpenVisit, VisitChange } from '../state.ts'
import { consentRequired, lacksConsent } from './consent.ts'
import { addContact } from './create-contact.ts'
import { chooseDevice, findContact } from './find-contact.ts'
import { setContactFields } from './set-contact-fields.ts'

/**
 * Attaches drafts, in order, to the contact and its visits. The Xperience API refuses a contact that does not exist;
 * the Sitecore API makes it with the first draft. Where a consent is required, a contact that does not agree to it is
 * refused whole, and nobody is made.
 */
export function reduceTrack(state: BatchState, command: TrackCommand): CommandOutcome {
  const deviceId = chooseDevice(state, command)
  let contact = findContact(state, deviceId)
  if (contact === undefined && command.api === 'xperience') {
    return { status: 'refused', code: 'contact_not_found', message: 'There is no contact with this id.' }
  }
  if (lacksConsent(contact, command.requiredConsentId)) return consentRequired
  if (contact === undefined) {
    if (command.drafts.length === 0) return { status: 'accepted', contactId: null, deviceId }
    contact = addContact(state, deviceId, command.api, command.at)
  }
  let newItem = -1
  for (const draft of command.drafts) {
    if (state.stored.has(draft.id)) continue
    if (draft.messageId !== null && draft.item !== newItem) {
      if (!addMessageId(state, contact, draft.messageId, draft.id)) continue
      newItem = draft.item
    }
    if (draft.fields === null) {
      addActivity(state, contact, deviceId, draft, command)
    } else {
      addActivity(state, setContactFields(state, contact, draft, command), deviceId, draft, command)
      contact = findContact(state, deviceId) ?? contact // a merge may have replaced it
    }
  }
  return { status: 'accepted', contactId: contact.id, deviceId }
}

/** False when the contact has sent this event before: then nothing of it happens again (docs/spec/waymark.md §6). */
function addMessageId(state: BatchState, contact: Contact, messageId: string, activityId: Uuid): boolean {
  if (contact.messageIds?.has(messageId)) return false
  contact.messageIds ??= new Set()
  contact.messageIds.add(messageId)
  state.changes.messageIds.push({ contactId: contact.id, messageId, activityId })
  return true
}

function addActivity(
  state: BatchState,
  contact: Contact,
  device: Uuid,
  draft: Draft,
  command: TrackCommand,
): void {
  const { channelId, visitTimeoutMs } = command
  const isPageView = draft.kind === 'pageView'
  const at = draft.occurredAt
  const visit =
    findOpenVisit(contact, device, channelId, at, visitTimeoutMs) ??
    beginVisit(state, contact, device, draft, command)

  const change = changeOf(state, visit)
  visit.startedAt = change.startedAt = Math.min(visit.startedAt, at)
  visit.lastAt = change.lastAt = Math.max(visit.lastAt, at)
  change.activities++
  change.points += draft.points
  if (isPageView) {
    visit.pageViews++
    change.pageViews++
    if (visit.pageViews === 1) change.entryUrl = draft.url
    change.exitUrl = draft.url ?? change.exitUrl
  }
  change.referrer ??= draft.referrer
  // The first campaign of a landing page names the visit; a later one is only an activity (docs/spec/sitecore.md §2.4).
  if (draft.kind === 'campaign' && !visit.hasCampaign && visit.pageViews <= 1) {
    visit.hasCampaign = true
    change.campaignId = draft.definitionId
  }
  state.changes.activities.push({
    api: command.api,
    contactId: contact.id,
    visitId: visit.id,
    parentId: isPageView ? null : visit.page,
    channelId,
    draft,
  })
  if (isPageView) visit.page = draft.id

  addToContact(state, contact, draft)
  addToDailyCounts(state, channelId, draft)
}

/**
 * Open: less than the time-out has passed since its last activity, and nobody flushed it. A clock that steps back may
 * take an activity before the visit's first one, by less than the time-out, too.
 */
function findOpenVisit(
  contact: Contact,
  device: Uuid,
  channel: number,
  at: number,
  timeoutMs: number,
): OpenVisit | undefined {
  return contact.openVisits.find(
    (visit) =>
      visit.device === device &&
      visit.channel === channel &&
      at - visit.lastAt < timeoutMs &&
      visit.startedAt - at < timeoutMs,
  )
}

function beginVisit(
  state: BatchState,
  contact: Contact,
  device: Uuid,
  draft: Draft,
  command: TrackCommand,
): OpenVisit {
  const visit: OpenVisit = {
    id: draft.id,
    contact: contact.id,
    device,
    channel: command.channelId,
    startedAt: draft.occurredAt,
    lastAt: draft.occurredAt,
    pageViews: 0,
    page: null,
    hasCampaign: false,
  }
  // What has timed out needs no remembering; its row in `visits` is complete.
  contact.openVisits = contact.openVisits.filter(
    ({ lastAt }) => draft.occurredAt - lastAt < command.visitTimeoutMs,
  )
  contact.openVisits.push(visit)
  contact.classification = classifyByVisit(contact, command.client?.isRobot ?? false)
  contact.visits++
  state.changes.visits.set(visit.id, newChange(visit, true, command.client))
  return visit
}

function changeOf(state: BatchState, visit: OpenVisit): VisitChange {
  let change = state.changes.visits.get(visit.id)
  if (change === undefined) {
    change = newChange(visit, false)
    state.changes.visits.set(visit.id, change)
  }
  return change
}

/** What a batch is about to add to a visit: nothing yet. */
export function newChange(visit: OpenVisit, isNew: boolean, client: VisitClient | null = null): VisitChange {
  return {
    contactId: visit.contact,
    id: visit.id,
    isNew,
    deviceId: visit.device,
    channelId: visit.channel,
    client,
    startedAt: visit.startedAt,
    lastAt: visit.lastAt,
    flushedAt: null,
    activities: 0,
    pageViews: 0,
    points: 0,
    campaignId: null,
    entryUrl: null,
    exitUrl: null,
    referrer: null,
  }
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

/** ISO 4217 for "no currency involved". */
const NO_CURRENCY = 'XXX'

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
