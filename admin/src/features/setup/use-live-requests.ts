import { useQuery } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import { apiUrl, get } from '../../shared/api.ts'
import type { LivePage, LiveRequest } from './setup.api.ts'

/** What came shortly before the page was opened counts too: some send first and look then. */
const LOOK_BACK_MS = 10 * 60_000
const MAX_KEPT = 100

/** The requests to the tracking APIs as they are answered, newest first. `isLost` while the connection is. */
export function useLiveRequests(): { requests: readonly LiveRequest[]; isLost: boolean } {
  const [requests, setRequests] = useState<readonly LiveRequest[]>([])
  const [isLost, setIsLost] = useState(false)
  const { data } = useQuery({
    queryKey: ['live', 'before-setup'],
    queryFn: ({ signal }) => {
      const from = new Date(Date.now() - LOOK_BACK_MS).toISOString()
      return get<LivePage>('/live/requests', { from, limit: MAX_KEPT }, signal)
    },
    gcTime: 0,
    staleTime: Number.POSITIVE_INFINITY,
  })
  const position = data?.position
  useEffect(() => {
    if (data !== undefined) setRequests((known) => merge(known, data.items))
  }, [data])
  useEffect(() => {
    if (position === undefined) return
    const stream = new EventSource(apiUrl('/live/stream', { after: position }))
    stream.addEventListener('requests', (event) => {
      const { items } = JSON.parse(event.data) as { items: LiveRequest[] }
      setRequests((known) => merge(known, items.toReversed()))
    })
    stream.addEventListener('open', () => setIsLost(false))
    stream.addEventListener('error', () => setIsLost(true))
    return () => stream.close()
  }, [position])
  return { requests, isLost }
}

/** The stream may repeat what the page had. */
function merge(known: readonly LiveRequest[], newer: readonly LiveRequest[]): LiveRequest[] {
  const ids = new Set(newer.map(({ id }) => id))
  return [...newer, ...known.filter(({ id }) => !ids.has(id))].slice(0, MAX_KEPT)
}
