import { queryOptions } from '@tanstack/react-query'
import type {
  LiveItem,
  LiveMinutes,
  LivePage,
  LiveRequest,
  LiveRequestDetails,
} from '../../../../server/src/features/live/live.schemas.ts'
import type { LiveVisit } from '../../../../server/src/features/live/live-visits.schemas.ts'
import { apiUrl, get, getAll, type Parameters } from '../../shared/api.ts'
import { askEvery } from '../../shared/ask-every.ts'
import type { LiveSearch } from './live.search.ts'
import { minuteRange } from './minute.ts'

export type { LiveItem, LiveMinutes, LivePage, LiveRequest, LiveRequestDetails, LiveVisit }
export type Verdict = LiveRequest['verdict']

/** What an event of the stream holds: oldest first. */
export interface LiveBatch {
  readonly items: readonly LiveRequest[]
  readonly skipped: number
}

const PAGE = 200

export function readRequests(
  search: LiveSearch,
  cursor: string | null,
  signal?: AbortSignal,
): Promise<LivePage> {
  return get('/live/requests', { ...listFilters(search), limit: PAGE, cursor }, signal)
}

/** What narrows the list, in the words of the API. */
export function listFilters(search: LiveSearch): Parameters {
  const range = search.minute === undefined ? {} : minuteRange(search.minute)
  return { ...filtersOf(search), ...range }
}

export function streamUrl(search: LiveSearch, after: string): string {
  return apiUrl('/live/stream', { ...filtersOf(search), after })
}

function filtersOf({ channel, verdict, endpoint, key, origin, contact, q }: LiveSearch) {
  return { channel, verdict, endpoint, key, origin, contact, q }
}

export function requestQuery(id: string) {
  return queryOptions({
    queryKey: ['live', 'request', id],
    queryFn: ({ signal }) => get<LiveRequestDetails>(`/live/requests/${encodeURIComponent(id)}`, {}, signal),
    staleTime: Number.POSITIVE_INFINITY,
    retry: false,
  })
}

export function minutesQuery(channel: string | undefined, minutes: number) {
  return queryOptions({
    queryKey: ['live', 'minutes', channel ?? null, minutes],
    queryFn: ({ signal }) => get<LiveMinutes>('/live/minutes', { channel, minutes }, signal),
    refetchInterval: askEvery(3_000),
    placeholderData: (previous) => previous,
  })
}

export interface VisitsSearch {
  readonly channel?: string | undefined
  readonly robots?: boolean | undefined
  readonly cursor?: string | undefined
  readonly limit?: number | undefined
}

export interface VisitPage {
  readonly items: readonly LiveVisit[]
  readonly nextCursor: string | null
  readonly prevCursor: string | null
}

export function visitsQuery({ channel, robots, cursor, limit = 50 }: VisitsSearch) {
  return queryOptions({
    queryKey: ['live', 'visits', channel ?? null, robots ?? false, cursor ?? null, limit],
    queryFn: ({ signal }) => get<VisitPage>('/live/visits', { channel, robots, cursor, limit }, signal),
    refetchInterval: askEvery(5_000),
    placeholderData: (previous) => previous,
  })
}

export const apiKeysQuery = queryOptions({
  queryKey: ['api-keys'],
  queryFn: ({ signal }) => getAll<{ id: string; name: string }>('/api-keys', {}, signal),
  staleTime: 60_000,
})
