import { keepPreviousData, queryOptions } from '@tanstack/react-query'
import type { Contact, ContactListItem } from '../../../../server/src/features/contacts/contacts.schemas.ts'
import type { Page } from '../../../../server/src/features/shared/pages.ts'
import { get, type Parameters } from '../../shared/api.ts'
import { readPeriod } from '../../shared/list/period.ts'
import { boundsOf } from '../../shared/list/period-bounds.ts'
import type { ContactsSearch, Who } from './contacts.search.ts'

export type { ContactListItem }
export interface ContactPage extends Page<ContactListItem> {
  readonly total?: number
  readonly totalIsEstimate?: boolean
}

/** What is told apart by one choice here is told apart by two parameters there: robots are anonymous, too. */
const whoParameters: Readonly<Record<Who, Parameters>> = {
  known: { known: true },
  anonymous: { known: false, robots: false },
  robot: { classification: 'robot' },
}

/** The filters of the list in the words of the API: the same for the list and its export. `now` in milliseconds; days are
 * those of `zone`. */
export function toContactFilters(search: ContactsSearch, now: number, zone: string): Parameters {
  const {
    q,
    who,
    robots,
    period,
    channel,
    trafficChannel,
    campaign,
    goal,
    outcome,
    device,
    country,
    consent,
    field,
  } = search
  const readable = period === undefined ? undefined : readPeriod(period)
  return {
    search: q,
    ...(who !== undefined && whoParameters[who]),
    ...(robots !== undefined && { robots }),
    ...(readable !== undefined && boundsOf(readable, now, zone)),
    channel,
    trafficChannel,
    campaign,
    goal,
    outcome,
    device,
    country,
    consent,
    field,
    sort: search.sort,
  }
}

export function contactsQuery(parameters: Parameters) {
  return queryOptions({
    queryKey: ['contacts', parameters],
    queryFn: ({ signal }) => get<ContactPage>('/contacts', { ...parameters, count: true }, signal),
    placeholderData: keepPreviousData,
  })
}

export function contactQuery(id: string) {
  return queryOptions({
    queryKey: ['contact', id],
    queryFn: ({ signal }) => get<Contact>(`/contacts/${id}`, {}, signal),
  })
}
