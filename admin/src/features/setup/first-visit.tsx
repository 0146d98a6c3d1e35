import { useQuery } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { useEffect } from 'react'
import { get, write } from '../../shared/api.ts'
import { setUpQuery } from './setup.api.ts'

const PREFERENCE = '/session/preferences/setup-seen'

/** Leads who comes to an installation without any event to the first one; once, for each person. */
export default function FirstVisit() {
  const navigate = useNavigate()
  const { data: isDue } = useQuery({
    queryKey: ['first-visit'],
    queryFn: async ({ client, signal }) => {
      const [{ value }, { isComplete, hasDemo }] = await Promise.all([
        get<{ value: unknown }>(PREFERENCE, {}, signal),
        client.fetchQuery(setUpQuery),
      ])
      return value === null && !isComplete && !hasDemo
    },
    staleTime: Number.POSITIVE_INFINITY,
  })
  useEffect(() => {
    if (isDue !== true) return
    void write('PUT', PREFERENCE, { value: true }).catch(() => {})
    void navigate({ to: '/setup', replace: true })
  }, [isDue, navigate])
  return null
}
