import { skipToken, useQuery } from '@tanstack/react-query'
import type { Session } from '../../../server/src/features/access/session.schemas.ts'

export type Role = Session['user']['role']

/** Of whoever is signed in. */
export function useRole(): Role | undefined {
  return useQuery<Session>({ queryKey: ['session'], queryFn: skipToken }).data?.user.role
}
