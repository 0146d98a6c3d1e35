import { keepPreviousData, queryOptions } from '@tanstack/react-query'
import type { Contact } from '../../../../server/src/features/contacts/contacts.schemas.ts'
import type { Page } from '../../../../server/src/features/shared/pages.ts'
import { get, type Parameters } from '../../shared/api.ts'

export function contactsQuery(parameters: Parameters) {
  return queryOptions({
    queryKey: ['contacts', parameters],
    queryFn: ({ signal }) => get<Page<Contact>>('/contacts', parameters, signal),
    placeholderData: keepPreviousData,
  })
}
