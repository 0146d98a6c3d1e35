import { useNavigate, useSearch } from '@tanstack/react-router'
import { type ActivitiesSearch, activityFilterNames } from './activities.search.ts'

/** The address of the log, which is all that it knows, and how to change it. */
export function useActivitiesSearch(): {
  readonly search: ActivitiesSearch
  /** Other filters, another time or order: the list begins anew. */
  readonly narrow: (changes: ActivitiesSearch) => void
  readonly turnTo: (cursor: string | undefined, at: string | undefined) => void
  readonly open: (id: string | undefined) => void
  readonly clear: () => void
} {
  const search = useSearch({ from: '/activities' })
  const navigate = useNavigate({ from: '/activities' })

  function change(changes: ActivitiesSearch, more: { replace?: boolean; resetScroll?: boolean } = {}): void {
    void navigate({ search: (old: ActivitiesSearch) => ({ ...old, ...changes }), ...more })
  }
  return {
    search,
    narrow: (changes) =>
      change({ cursor: undefined, at: undefined, activity: undefined, ...changes }, { resetScroll: false }),
    turnTo: (cursor, at) => change({ cursor, at, activity: undefined }),
    // What opens over the list is a page of its own: Back closes it. The next one takes its place, as does the list.
    open: (id) => change({ activity: id }, { replace: search.activity !== undefined, resetScroll: false }),
    clear: () =>
      change(
        Object.fromEntries(
          ['q', 'cursor', 'at', 'activity', 'robots', ...activityFilterNames].map((name) => [
            name,
            undefined,
          ]),
        ),
      ),
  }
}
