import { useNavigate, useSearch } from '@tanstack/react-router'
import { type FilterName, filterNames, type OverviewSearch } from './overview.search.ts'

/** The address of the overview, which is all that it knows, and how to change it. */
export function useOverviewSearch(): {
  readonly search: OverviewSearch
  readonly change: (changes: OverviewSearch) => void
  /** Filters everything by a member of a breakdown, or no more by it. */
  readonly toggle: (name: FilterName, id: string) => void
  readonly clear: () => void
} {
  const search = useSearch({ from: '/' })
  const navigate = useNavigate({ from: '/' })

  function change(changes: OverviewSearch): void {
    void navigate({ search: (old: OverviewSearch) => ({ ...old, ...changes }), resetScroll: false })
  }
  return {
    search,
    change,
    toggle(name, id) {
      if (name === 'entryPage') return change({ entryPage: search.entryPage === id ? undefined : id })
      const chosen = search[name] ?? []
      const values = chosen.includes(id) ? chosen.filter((value) => value !== id) : [...chosen, id]
      change({ [name]: values.length === 0 ? undefined : values })
    },
    clear: () => change(Object.fromEntries(filterNames.map((name) => [name, undefined]))),
  }
}

export function isFiltered(search: OverviewSearch): boolean {
  return filterNames.some((name) => search[name] !== undefined)
}
