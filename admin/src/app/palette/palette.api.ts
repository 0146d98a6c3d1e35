import { keepPreviousData, queryOptions } from '@tanstack/react-query'
import type { Contact } from '../../../../server/src/features/contacts/contacts.schemas.ts'
import type { Resolved } from '../../../../server/src/features/resolve/resolve.schemas.ts'
import type { Page } from '../../../../server/src/features/shared/pages.ts'
import { get } from '../../shared/api.ts'

/** Of each group. */
const SHOWN = 5

export function resolveQuery(q: string) {
  return queryOptions({
    queryKey: ['resolve', q],
    queryFn: ({ signal }) => get<Resolved>('/resolve', { q }, signal),
    enabled: q !== '',
    placeholderData: keepPreviousData,
  })
}

export function matchingContactsQuery(search: string) {
  return queryOptions({
    queryKey: ['palette-contacts', search],
    queryFn: ({ signal }) => get<Page<Contact>>('/contacts', { search, limit: SHOWN }, signal),
    enabled: search !== '',
    placeholderData: keepPreviousData,
  })
}
