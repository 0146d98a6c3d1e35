import { useThrottledValue } from '@mantine/hooks'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useRef } from 'react'
import type { ContactNames } from '../../../../server/src/features/contacts/contact-names.routes.ts'
import { get } from '../../shared/api.ts'
import type { Nameable } from '../../shared/name-contact.ts'

/** Rows that come in a stream are asked for at most this often, all in one question. */
const EVERY_MS = 250
/** What the server takes at once, and more than a screen shows. */
const MOST_IDS = 100
const FRESH_MS = 60_000
/** In a stream every beat asks for others, which nobody asks for again. */
const KEPT_MS = 10_000

/**
 * How contacts are called that are known by their ids only, as rows of Live know them. Until the answer is there, and of
 * those that are no contacts, only the id is known.
 */
export function useContactNames(ids: readonly (string | null)[]): (id: string) => Nameable {
  const wanted = [...new Set(ids)].filter((id) => id !== null).slice(0, MOST_IDS)
  // Sorted, so that rows which only change places ask for nothing.
  const asked = useThrottledValue(wanted.toSorted().join(), EVERY_MS)
  const { data } = useQuery({
    queryKey: ['contact-names', asked],
    queryFn: ({ signal }) => get<ContactNames>('/contacts/names', { ids: asked }, signal),
    select: toMap,
    enabled: asked !== '',
    staleTime: FRESH_MS,
    gcTime: KEPT_MS,
    placeholderData: keepPreviousData,
  })
  // What a server that is away cannot name keeps the name that it had.
  const last = useRef(data)
  if (data !== undefined) last.current = data
  return (id) => last.current?.get(id) ?? { id }
}

function toMap({ items }: ContactNames): ReadonlyMap<string, Nameable> {
  return new Map(items.map(({ id, contactId, displayName }) => [id, { id: contactId, displayName }]))
}
