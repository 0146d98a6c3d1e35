import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useEffect, useRef } from 'react'
import { askEvery } from '../../shared/ask-every.ts'
import { contactKey, contactQuery } from './profile.api.ts'

/** While a visit is open, and else: somebody may come back at any time. */
const OPEN_MS = 1_500
const CLOSED_MS = 4_000

/**
 * Asks for the contact again and again, which costs the server next to nothing, and renews the rest of its profile when
 * it did something meanwhile. Nobody asks while the page is in the background.
 */
export function useFollowedContact(id: string, isOpen: boolean) {
  const client = useQueryClient()
  const query = useQuery({ ...contactQuery(id), refetchInterval: askEvery(isOpen ? OPEN_MS : CLOSED_MS) })
  const state = query.data && `${query.data.id} ${query.data.activityCount} ${query.data.lastActivityAt}`
  const known = useRef({ id, state })
  useEffect(() => {
    const before = known.current
    known.current = { id, state }
    if (state === undefined || before.id !== id || before.state === undefined || before.state === state)
      return
    const renewed = ['overview', 'visits', 'identities', 'kind-counts', 'journey']
    void client.invalidateQueries({
      queryKey: contactKey(id),
      predicate: ({ queryKey }) => renewed.includes(String(queryKey[2])),
    })
    void client.invalidateQueries({ queryKey: ['visit'] })
  }, [client, id, state])
  return query
}
