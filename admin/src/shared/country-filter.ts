import { queryOptions, useQuery } from '@tanstack/react-query'
import type { Breakdowns } from '../../../server/src/features/reports/reports.schemas.ts'
import { get } from './api.ts'
import { listCountries } from './countries.ts'
import type { FilterOption, FilterSpec } from './list/filter-spec.ts'
import { optionsFilter } from './list/options-filter.tsx'

const MOST_SEEN = 8

/** Of the sums that the server keeps by the day: cheap to ask for, and asked for when somebody chooses. */
const seenCountriesQuery = queryOptions({
  queryKey: ['reports', 'seen-countries'],
  queryFn: ({ signal }) =>
    get<Breakdowns>(
      '/reports/breakdown',
      { by: 'country', days: 90, sort: '-visits', limit: MOST_SEEN },
      signal,
    ),
  staleTime: 300_000,
})

/** Countries by name, those that most visits came from before the others. `more`: choices that are none. */
export function countryFilter(label: string, more: readonly FilterOption[] = []): FilterSpec {
  const options = [...listCountries().map(({ code, name }) => ({ value: code, label: name })), ...more]
  return optionsFilter('country', label, () => options, {
    useFirst: () => {
      const { data } = useQuery(seenCountriesQuery)
      return data?.breakdowns[0]?.items.flatMap(({ id }) => id ?? []) ?? []
    },
  })
}
