import { infiniteQueryOptions, keepPreviousData, queryOptions } from '@tanstack/react-query'
import type {
  ActivityHistogram,
  ListedActivity,
} from '../../../../server/src/features/activities/activities.schemas.ts'
import type { Contact } from '../../../../server/src/features/contacts/contacts.schemas.ts'
import type {
  ConsentTextVersion,
  ContactConsent,
  ContactConsents,
} from '../../../../server/src/features/profile/consents.schemas.ts'
import type { Identities } from '../../../../server/src/features/profile/identities.schemas.ts'
import type { DefinitionCount, Overview } from '../../../../server/src/features/profile/overview.schemas.ts'
import type { Activity } from '../../../../server/src/features/shared/activity.ts'
import type { Page } from '../../../../server/src/features/shared/pages.ts'
import type { Visit } from '../../../../server/src/features/shared/visit.schemas.ts'
import type { VisitPage, VisitPages } from '../../../../server/src/features/visits/visit-pages.schemas.ts'
import type { VisitDetails } from '../../../../server/src/features/visits/visits.schemas.ts'
import { get, type Parameters } from '../../shared/api.ts'
import { askEvery } from '../../shared/ask-every.ts'

export type {
  Activity,
  ConsentTextVersion,
  Contact,
  ContactConsent,
  DefinitionCount,
  Identities,
  ListedActivity,
  Overview,
  Visit,
  VisitDetails,
  VisitPage,
  VisitPages,
}

/** Everything of a contact lies under its id, so that one word renews all of it (follow-contact.ts). */
export function contactKey(id: string) {
  return ['contact', id] as const
}

export function contactQuery(id: string) {
  return queryOptions({
    queryKey: [...contactKey(id), 'itself'],
    queryFn: ({ signal }) => get<Contact>(`/contacts/${encodeURIComponent(id)}`, {}, signal),
  })
}

export function overviewQuery(id: string) {
  return queryOptions({
    queryKey: [...contactKey(id), 'overview'],
    queryFn: ({ signal }) => get<Overview>(`/contacts/${encodeURIComponent(id)}/overview`, {}, signal),
  })
}

export function visitsQuery(id: string, sort: string) {
  return infiniteQueryOptions({
    queryKey: [...contactKey(id), 'visits', sort],
    queryFn: ({ signal, pageParam }) =>
      get<Page<Visit>>(
        `/contacts/${encodeURIComponent(id)}/visits`,
        { sort, limit: 50, cursor: pageParam },
        signal,
      ),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.nextCursor,
    placeholderData: keepPreviousData,
  })
}

export function consentsQuery(id: string) {
  return queryOptions({
    queryKey: [...contactKey(id), 'consents'],
    queryFn: ({ signal }) => get<ContactConsents>(`/contacts/${encodeURIComponent(id)}/consents`, {}, signal),
  })
}

/** A text that is in force may get another version, but a version stays what it is. */
export function consentTextQuery(consentId: string, version: number) {
  return queryOptions({
    queryKey: ['consent-text', consentId, version],
    queryFn: ({ signal }) =>
      get<ConsentTextVersion>(`/consents/${consentId}/versions/${version}`, {}, signal),
    staleTime: 60_000,
  })
}

export function identitiesQuery(id: string) {
  return queryOptions({
    queryKey: [...contactKey(id), 'identities'],
    queryFn: ({ signal }) => get<Identities>(`/contacts/${encodeURIComponent(id)}/identities`, {}, signal),
  })
}

export const FEED_PAGE = 200

export function feedQuery(id: string, filters: Parameters) {
  return infiniteQueryOptions({
    queryKey: [...contactKey(id), 'feed', filters],
    queryFn: ({ signal, pageParam }) =>
      get<Page<ListedActivity>>(
        '/activities',
        { contact: id, ...filters, limit: FEED_PAGE, cursor: pageParam },
        signal,
      ),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.nextCursor,
    placeholderData: keepPreviousData,
  })
}

/** How many activities of each kind the same filters leave, whatever kinds are chosen. */
export function kindCountsQuery(id: string, filters: Parameters) {
  return queryOptions({
    queryKey: [...contactKey(id), 'kind-counts', filters],
    queryFn: async ({ signal }) => {
      const { buckets } = await get<ActivityHistogram>(
        '/activities/histogram',
        { contact: id, ...filters },
        signal,
      )
      const counts: Record<string, number> = {}
      for (const bucket of buckets)
        for (const [kind, count = 0] of Object.entries(bucket.counts))
          counts[kind] = (counts[kind] ?? 0) + count
      return counts
    },
    placeholderData: keepPreviousData,
  })
}

export function visitKey(id: string) {
  return ['visit', id] as const
}

export function visitQuery(id: string) {
  return queryOptions({
    queryKey: [...visitKey(id), 'itself'],
    queryFn: ({ signal }) => get<VisitDetails>(`/visits/${encodeURIComponent(id)}`, {}, signal),
    // The visit is followed as long as it may go on.
    refetchInterval: askEvery<VisitDetails>(2_000, (visit) => visit?.open === true),
  })
}

export function visitPagesQuery(id: string) {
  return queryOptions({
    queryKey: [...visitKey(id), 'pages'],
    queryFn: ({ signal }) => get<VisitPages>(`/visits/${encodeURIComponent(id)}/pages`, {}, signal),
  })
}
