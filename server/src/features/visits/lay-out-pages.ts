import { addAmounts, NO_CURRENCY, normaliseAmount, ZERO_AMOUNT } from '../../domain/money.ts'
import type { Activity } from '../shared/activity.ts'
import type { VisitPage, VisitPages, WithoutPage } from './visit-pages.schemas.ts'

/** When a visit began and when it was last active, in milliseconds since 1970. */
interface VisitTimes {
  readonly startedAt: number
  readonly endedAt: number
}

/** Whether an activity is shown where what happened on a page is listed. */
type IsListed = (activity: Activity) => boolean

/**
 * Lays the activities of a visit, oldest first, out on its pages. Every one of them stands in one place, so values add up
 * to those of the visit, and so do the times, none of which is negative.
 */
export function layOutPages(
  activities: readonly Activity[],
  visit: VisitTimes,
  isListed: IsListed,
): Pick<VisitPages, 'withoutPage' | 'pages'> {
  const views = activities.filter(({ kind }) => kind === 'pageView')
  const pageIds = new Set(views.map(({ id }) => id))
  const others = activities.filter(({ kind }) => kind !== 'pageView')
  const byPage = Map.groupBy(others, ({ parentId }) =>
    parentId !== null && pageIds.has(parentId) ? parentId : null,
  )
  const first = views[0]
  return {
    withoutPage: {
      durationMs: span(visit.startedAt, first === undefined ? visit.endedAt : Date.parse(first.occurredAt)),
      ...sumUp(byPage.get(null) ?? [], isListed),
    },
    pages: views.map((view, index) => {
      const next = views[index + 1]
      const end = next === undefined ? visit.endedAt : Date.parse(next.occurredAt)
      return toPage(view, byPage.get(view.id) ?? [], span(Date.parse(view.occurredAt), end), isListed)
    }),
  }
}

function toPage(
  view: Activity,
  done: readonly Activity[],
  durationMs: number,
  isListed: IsListed,
): VisitPage {
  const { points, monetary } = sumUp([view, ...done], isListed)
  const pageId = view.data?.pageId
  return {
    id: view.id,
    url: view.url,
    title: view.value === '' ? null : view.value,
    pageId: typeof pageId === 'string' ? pageId : null,
    startedAt: view.occurredAt,
    durationMs,
    ...sumUp(done, isListed),
    points,
    monetary,
  }
}

function sumUp(activities: readonly Activity[], isListed: IsListed): Omit<WithoutPage, 'durationMs'> {
  const amounts = new Map<string, string>()
  for (const { monetaryValue, currency } of activities) {
    if (monetaryValue === null) continue
    const name = currency ?? NO_CURRENCY
    const amount = normaliseAmount(monetaryValue.toFixed(4)) ?? ZERO_AMOUNT
    amounts.set(name, addAmounts(amounts.get(name) ?? ZERO_AMOUNT, amount))
  }
  return {
    activities: [...activities],
    unlistedIds: activities.filter((activity) => !isListed(activity)).map(({ id }) => id),
    points: activities.reduce((sum, { points }) => sum + points, 0),
    monetary: Object.fromEntries([...amounts].map(([currency, amount]) => [currency, Number(amount)])),
  }
}

function span(from: number, to: number): number {
  return Math.max(to - from, 0)
}
