import { useNavigate, useSearch } from '@tanstack/react-router'
import { filterNames, type LiveSearch } from './live.search.ts'

/** The address of the list, which is all that it knows of its filters, and how to change it. */
export function useLiveSearch(): {
  readonly search: LiveSearch
  readonly isFiltered: boolean
  readonly narrow: (changes: LiveSearch) => void
  readonly clear: () => void
} {
  const search = useSearch({ from: '/live' })
  const navigate = useNavigate({ from: '/live' })
  const narrow = (changes: LiveSearch) =>
    void navigate({
      to: '.',
      search: (old: LiveSearch) => ({ ...old, ...changes }),
      replace: true,
      resetScroll: false,
    })
  const names = ['q', ...filterNames] as const
  return {
    search,
    isFiltered: names.some((name) => search[name] !== undefined),
    narrow,
    clear: () => narrow(Object.fromEntries(names.map((name) => [name, undefined]))),
  }
}
