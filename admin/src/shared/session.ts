import { queryOptions, useQuery, useQueryClient } from '@tanstack/react-query'
import type { Session } from '../../../server/src/features/access/session.schemas.ts'
import { get, write } from './api.ts'
import { noteSignedIn } from './session-ended.ts'

export type { Session }

const sessionQuery = queryOptions({
  queryKey: ['session'],
  queryFn: ({ signal }) => get<Session>('/session', {}, signal),
  staleTime: 60_000,
})

export function useSession() {
  return useQuery(sessionQuery)
}

export function useSignIn(): (email: string, password: string) => Promise<void> {
  const client = useQueryClient()
  return async (email, password) => {
    await write('POST', '/session', { email, password })
    noteSignedIn()
    await client.invalidateQueries()
  }
}

/** The other tabs of this browser. */
const tabs = new BroadcastChannel('waymark-session')
tabs.onmessage = leave

/** Ends this session, or all of them, and forgets everything that was on the screen, in every tab of this browser. */
export async function signOut(where: 'here' | 'everywhere'): Promise<void> {
  await write('DELETE', where === 'here' ? '/session' : '/sessions')
  tabs.postMessage('signed out')
  leave()
}

function leave(): void {
  location.assign('/admin/')
}

export function changePassword(current: string, next: string): Promise<void> {
  return write('PUT', '/session/password', { current, next })
}
