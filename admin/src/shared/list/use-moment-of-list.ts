import { useMemo } from 'react'

const MINUTE = 60_000

/**
 * What a list takes for now, in milliseconds: a cursor belongs to one stretch of time, so "the last 24 hours" end at the same
 * minute on all its pages. `at` is that minute where the address names it; another `period` begins anew.
 */
export function useMomentOfList(at: string | undefined, period: string | undefined): number {
  return useMemo(
    () => (at === undefined ? Math.ceil(Date.now() / MINUTE) * MINUTE : Date.parse(at)),
    [at, period],
  )
}
