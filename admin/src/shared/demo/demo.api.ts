import { queryOptions, useQuery, useQueryClient } from '@tanstack/react-query'
import { useEffect, useRef } from 'react'
import type { DemoView } from '../../../../server/src/features/demo/demo.schemas.ts'
import { get } from '../api.ts'
import { askEvery } from '../ask-every.ts'

export type { DemoView }

/** How often a bar moves. */
const WATCH_MS = 500

export const demoQuery = queryOptions({
  queryKey: ['demo'],
  queryFn: ({ signal }) => get<DemoView>('/demo', {}, signal),
  staleTime: 60_000,
  refetchInterval: askEvery(WATCH_MS, isBusy),
})

export function isBusy(demo: DemoView | undefined): boolean {
  return demo?.state === 'loading' || demo?.state === 'removing'
}

/** What there is of the demo; when its loading or removal ends, everything on the screen is asked for anew. */
export function useDemo() {
  const client = useQueryClient()
  const query = useQuery(demoQuery)
  const busy = isBusy(query.data)
  const wasBusy = useRef(busy)
  useEffect(() => {
    if (wasBusy.current && !busy)
      void client.invalidateQueries({ predicate: ({ queryKey }) => queryKey[0] !== 'demo' })
    wasBusy.current = busy
  }, [busy, client])
  return query
}
