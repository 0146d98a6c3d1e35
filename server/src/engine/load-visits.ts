import type { Command, Draft } from '../domain/command.ts'
import type { Uuid } from '../domain/ids.ts'
import type { ContactGroups } from './group-contacts.ts'
import { isDecidedBy } from './reduce/choose-visit.ts'
import { chooseDevice, type Names } from './reduce/find-contact.ts'
import type { Contact, VisitState } from './state.ts'
import { findPagesAt, type PageRequest, type PageRow } from './store/find-pages-at.ts'
import { type FoundVisitRow, findVisits, type VisitRequest } from './store/find-visits.ts'
import type { EngineClient } from './store/statement.ts'

/** A draft with a time of the client's clock, and one contact whose visits it may belong to. */
interface Placement {
  readonly contact: Contact
  readonly device: Uuid
  readonly channel: number
  readonly draft: Draft
}

/**
 * Loads what drafts with a time of the client's clock need to find their place: visits that are over, and the page
 * views of a visit that something in the middle of it may belong to. What goes on where the contact is now, which is
 * nearly all, needs neither. The contacts are locked.
 */
export async function loadVisits(
  client: EngineClient,
  names: Names,
  commands: readonly Command[],
  groups: ContactGroups,
): Promise<void> {
  const placements: Placement[] = []
  const requests = new Map<string, VisitRequest>()
  for (const command of commands) {
    if (command.type !== 'track') continue
    const device = chooseDevice(names, command)
    for (const draft of command.drafts) {
      if (draft.timeSource === 'server') continue
      const ids = groups.idsFor(device)
      for (const id of ids) {
        const contact = names.contacts.get(id)
        if (contact === undefined) continue
        const placement = { contact, device, channel: command.channelId, draft }
        placements.push(placement)
        if (ids.length > 1 || !isDecided(placement, command.visitTimeoutMs))
          addRequest(requests, placement, command.visitTimeoutMs)
      }
    }
  }
  if (requests.size > 0) {
    const { rows } = await client.query<FoundVisitRow>(findVisits([...requests.values()]))
    for (const row of rows) addPastVisit(names, row)
  }
  await addPages(client, placements)
}

/** Whether a draft goes where the open visits say, or begins a visit, whatever else is stored. */
function isDecided({ contact, device, channel, draft }: Placement, timeoutMs: number): boolean {
  const { lastAt, openVisits } = contact
  const at = draft.occurredAt
  if (lastAt === null || isDecidedBy(openVisits, device, channel, at, timeoutMs)) return true
  // So long after everything that it begins a visit; and the one before it is still here, so nobody has flushed that.
  return (
    at - lastAt >= timeoutMs &&
    openVisits.some((visit) => visit.device === device && visit.channel === channel)
  )
}

function addRequest(
  requests: Map<string, VisitRequest>,
  { contact, device, channel, draft }: Placement,
  timeoutMs: number,
): void {
  const key = `${contact.id} ${device} ${channel}`
  const [from, to] = [draft.occurredAt - timeoutMs, draft.occurredAt + timeoutMs]
  const request = requests.get(key)
  if (request === undefined) requests.set(key, { contactId: contact.id, device, channel, from, to })
  else {
    request.from = Math.min(request.from, from)
    request.to = Math.max(request.to, to)
  }
}

/** What the contact's state says of an open visit is as fresh as its row, and goes on changing. */
function addPastVisit({ contacts }: Names, row: FoundVisitRow): void {
  const contact = contacts.get(row.owner_id)
  if (contact === undefined || contact.openVisits.some(({ id }) => id === row.id)) return
  contact.pastVisits.push({
    id: row.id,
    contact: row.contact_id,
    device: row.device_id,
    channel: row.channel_id,
    startedAt: row.started_at,
    lastAt: row.last_at,
    flushedAt: row.flushed_at,
    pageViews: row.page_views,
    page: row.page_id,
    pageAt: row.page_at,
    hasCampaign: row.has_campaign,
    pages: null,
  })
}

/**
 * Page views by the moment, as far as drafts in the middle of a visit may belong to them. What belongs to the last one
 * needs no other, which is nearly all.
 */
async function addPages(client: EngineClient, placements: readonly Placement[]): Promise<void> {
  const visits = new Set<VisitState>()
  const requests = new Map<Uuid, PageRequest>()
  for (const { contact, device, channel, draft } of placements) {
    for (const group of [contact.openVisits, contact.pastVisits]) {
      for (const visit of group) {
        if (visit.device !== device || visit.channel !== channel) continue
        visits.add(visit)
        addPageRequest(requests, contact, visit, draft.occurredAt)
      }
    }
  }
  const found =
    requests.size === 0 ? [] : (await client.query<PageRow>(findPagesAt([...requests.values()]))).rows
  const pages = Map.groupBy(found, ({ visit_id }) => visit_id)
  for (const visit of visits) {
    visit.pages = (pages.get(visit.id) ?? []).map(({ id, at }) => ({ id, at }))
    const { page, pageAt } = visit
    if (page !== null && pageAt !== null) visit.pages.push({ id: page, at: pageAt })
  }
}

function addPageRequest(
  requests: Map<Uuid, PageRequest>,
  contact: Contact,
  { id, pageAt, startedAt }: VisitState,
  at: number,
): void {
  if (pageAt === null || at >= pageAt || at < startedAt) return
  const request = requests.get(id)
  if (request === undefined) {
    requests.set(id, { contactId: contact.id, visitId: id, startedAt, first: at, last: at })
    return
  }
  request.first = Math.min(request.first, at)
  request.last = Math.max(request.last, at)
}
