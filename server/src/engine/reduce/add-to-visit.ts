import type { Draft } from '../../domain/command.ts'
import { referrerFacet } from '../../domain/contact-facets.ts'
import type { Uuid } from '../../domain/ids.ts'
import { judgeReferrer } from '../../domain/traffic-channel.ts'
import type { BatchState, Contact, PageView, VisitChange, VisitState } from '../state.ts'
import { addFacet } from './add-facet.ts'
import { changeOf } from './visit-change.ts'

/**
 * Adds a draft to its visit and gives the page view that it belongs to: the last one at or before it in that visit,
 * null where there is none and for page views. An activity that comes after a later one moves neither the end of its
 * visit nor its campaign (docs/spec/waymark.md §6.3).
 */
export function addToVisit(
  state: BatchState,
  contact: Contact,
  visit: VisitState,
  draft: Draft,
): Uuid | null {
  const at = draft.occurredAt
  const change = changeOf(state, visit)
  // Where both times are the server's, the order of arrival is the order, whatever its clock did.
  const isLast = draft.timeSource === 'server' || at >= visit.lastAt
  visit.startedAt = change.startedAt = Math.min(visit.startedAt, at)
  visit.lastAt = change.lastAt = Math.max(visit.lastAt, at)
  change.activities++
  change.points += draft.points
  change.referrer ??= draft.referrer
  // The first campaign of a landing page names the visit; a later one is only an activity (docs/spec/sitecore.md §2.4).
  if (draft.kind === 'campaign' && isLast && !visit.hasCampaign && visit.pageViews <= 1) {
    visit.hasCampaign = true
    change.campaignId = draft.definitionId
  }
  if (draft.kind === 'pageView') addPageView(visit, change, draft)
  judgeArrival(contact, visit, change, draft)
  if (draft.kind === 'pageView') return null
  return isOnCurrentPage(visit, draft) ? visit.page : (findPageAt(visit, at)?.id ?? null)
}

/** How the visitor came, by the referrer of the first page, else of what the visit began with: those of later pages name
 * pages of the site itself. */
function judgeArrival(contact: Contact, visit: VisitState, change: VisitChange, draft: Draft): void {
  const isFirstPage = draft.kind === 'pageView' && visit.pageViews === 1 && draft.referrer !== null
  const isBeginning = change.isNew && change.activities === 1
  if (!isFirstPage && !isBeginning) return
  change.referrerChannel = judgeReferrer(draft.referrer, change.entryUrl)
  addFacet(contact, referrerFacet(change.referrerChannel))
}

function addPageView(visit: VisitState, change: VisitChange, draft: Draft): void {
  const isCurrent = isOnCurrentPage(visit, draft)
  if (visit.pageViews === 0 || (!isCurrent && findPageAt(visit, draft.occurredAt) === undefined)) {
    change.entryUrl = draft.url
  }
  if (isCurrent) {
    change.exitUrl = draft.url ?? change.exitUrl
    visit.page = draft.id
    visit.pageAt = draft.occurredAt
  }
  visit.pages?.splice(countPagesAt(visit.pages, draft.occurredAt), 0, { id: draft.id, at: draft.occurredAt })
  visit.pageViews++
  change.pageViews++
}

/** Whether the last page view of a visit is at or before a draft. */
function isOnCurrentPage({ pageAt }: VisitState, { timeSource, occurredAt }: Draft): boolean {
  return timeSource === 'server' || pageAt === null || occurredAt >= pageAt
}

/** The last page view of a visit at or before a moment; of two at the same moment the one that arrived later. */
function findPageAt({ pages }: VisitState, at: number): PageView | undefined {
  return pages?.[countPagesAt(pages, at) - 1]
}

/** How many of these page views, in order, are at or before a moment. A visit may have very many. */
function countPagesAt(pages: readonly PageView[], at: number): number {
  let low = 0
  let high = pages.length
  while (low < high) {
    const middle = (low + high) >>> 1
    if ((pages[middle] as PageView).at <= at) low = middle + 1
    else high = middle
  }
  return low
}
