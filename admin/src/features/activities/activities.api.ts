import { keepPreviousData, queryOptions } from '@tanstack/react-query'
import type {
  ActivityHistogram,
  ListedActivity,
} from '../../../../server/src/features/activities/activities.schemas.ts'
import type { Page } from '../../../../server/src/features/shared/pages.ts'
import type { VisitDetails } from '../../../../server/src/features/visits/visits.schemas.ts'
import { ApiError, get, type Parameters } from '../../shared/api.ts'
import { readPeriod } from '../../shared/list/period.ts'
import { boundsOf } from '../../shared/list/period-bounds.ts'
import { type ActivitiesSearch, activityFilterNames, periodOf, showsRobots } from './activities.search.ts'

export type { ActivityHistogram, ListedActivity }
export interface ActivityPage extends Page<ListedActivity> {
  readonly total?: number
  readonly totalIsEstimate?: boolean
}

/** The filters in the words of the API: the same for the list, its histogram and its export. `now` in milliseconds;
 * days are those of `zone`. */
export function toActivityFilters(search: ActivitiesSearch, now: number, zone: string): Parameters {
  const asked = periodOf(search)
  const period = asked === undefined ? undefined : readPeriod(asked)
  return {
    search: search.q,
    ...(period !== undefined && boundsOf(period, now, zone)),
    ...Object.fromEntries(activityFilterNames.map((name) => [name, search[name]])),
    robots: showsRobots(search),
  }
}

/** What took too long takes as long again. */
function shouldRetry(failures: number, error: Error): boolean {
  const isWorthIt = !(error instanceof ApiError) || (error.status >= 500 && error.code !== 'too_slow')
  return isWorthIt && failures < 2
}

export function activitiesQuery(parameters: Parameters) {
  return queryOptions({
    queryKey: ['activities', parameters],
    queryFn: ({ signal }) => get<ActivityPage>('/activities', { ...parameters, count: true }, signal),
    placeholderData: keepPreviousData,
    retry: shouldRetry,
  })
}

export function histogramQuery(parameters: Parameters) {
  return queryOptions({
    queryKey: ['activities', 'histogram', parameters],
    queryFn: ({ signal }) => get<ActivityHistogram>('/activities/histogram', parameters, signal),
    placeholderData: keepPreviousData,
    retry: shouldRetry,
  })
}

/** 404 is an answer here: an id that somebody pasted. */
export function visitQuery(id: string) {
  return queryOptions({
    queryKey: ['visit', id, 'named'],
    queryFn: ({ signal }) => get<VisitDetails>(`/visits/${encodeURIComponent(id)}`, {}, signal),
    staleTime: 60_000,
    retry: shouldRetry,
  })
}

export function activityQuery(id: string) {
  return queryOptions({
    queryKey: ['activity', id],
    queryFn: ({ signal }) => get<ListedActivity>(`/activities/${id}`, {}, signal),
    staleTime: 60_000,
    retry: shouldRetry,
  })
}
