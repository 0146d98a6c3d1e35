import { MutationCache, QueryCache, QueryClient } from '@tanstack/react-query'
import { ApiError } from '../shared/api.ts'
import { hearOfConnection, noteNoAnswer } from '../shared/connection.ts'
import { noteSessionEnded } from '../shared/session-ended.ts'

/** 401 anywhere: the session is over, and the page asks for the password while it keeps what is on it. */
function noteTrouble(error: Error): void {
  if (error instanceof ApiError && error.status === 401 && error.code !== 'wrong_credentials')
    noteSessionEnded()
  if (error instanceof ApiError && error.status === 0) noteNoAnswer()
}

/** What may have been a moment's trouble is asked for twice more; a refusal stays one. */
function shouldRetry(failures: number, error: Error): boolean {
  return failures < 2 && (!(error instanceof ApiError) || error.status >= 500)
}

export const queryClient = new QueryClient({
  queryCache: new QueryCache({ onError: noteTrouble }),
  mutationCache: new MutationCache({ onError: noteTrouble }),
  defaultOptions: {
    queries: { retry: shouldRetry, retryDelay: (failure) => 400 * 2 ** failure, staleTime: 5_000 },
    mutations: { retry: false },
  },
})

hearOfConnection(() => void queryClient.invalidateQueries())
