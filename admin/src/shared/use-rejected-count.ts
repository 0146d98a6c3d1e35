import { queryOptions, useQuery } from '@tanstack/react-query'
import type { RejectedCauses } from '../../../server/src/features/rejected-events/rejected-events.schemas.ts'
import { get } from './api.ts'
import { askEvery } from './ask-every.ts'

const EVERY_MS = 60_000

/** How many rejected events wait for somebody, and whether one came in the last hour; null while that is not known. */
export function useRejectedCount(isAllowed: boolean): { waiting: number; isRecent: boolean } | null {
  const { data } = useQuery({ ...countQuery, enabled: isAllowed })
  return data === undefined ? null : { waiting: data.waiting, isRecent: data.lastHour > 0 }
}

const countQuery = queryOptions({
  queryKey: ['rejected', 'count'],
  queryFn: ({ signal }) => {
    // Causes of the last minute cost next to nothing; the numbers beside them are those of all.
    const from = new Date(Date.now() - 60_000).toISOString()
    return get<RejectedCauses>('/rejected-events/causes', { from }, signal)
  },
  refetchInterval: askEvery(EVERY_MS),
  staleTime: EVERY_MS / 2,
})
