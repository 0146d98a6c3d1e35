import { keepPreviousData, queryOptions } from '@tanstack/react-query'
import type { Health } from '../../../../server/src/features/reports/health.schemas.ts'
import type {
  BreakdownItem,
  Breakdowns,
  Figures,
  Overview,
  UniqueContacts,
} from '../../../../server/src/features/reports/reports.schemas.ts'
import { get, type Parameters } from '../../shared/api.ts'
import { askEvery } from '../../shared/ask-every.ts'
import { filterNames, type OverviewSearch, presets } from './overview.search.ts'

export type { BreakdownItem, Figures, Health, Overview }
export type BreakdownName = Breakdowns['breakdowns'][number]['by']

const HEALTH_EVERY_MS = 15_000
const DEFAULT_PERIOD = '30d'

/** What the address asks for in the words of the API. People look at people: robots are left out unless asked for. */
export function toParameters(search: OverviewSearch): Parameters {
  const { from, to } = search
  const period =
    from !== undefined || to !== undefined
      ? { from: from ?? to, to: to ?? from }
      : { days: presets[search.period ?? DEFAULT_PERIOD] }
  const filters = Object.fromEntries(filterNames.map((name) => [name, search[name]]))
  return { ...period, ...filters, robots: search.robots ?? false }
}

export function comparesOf({ compare }: OverviewSearch): boolean {
  return compare ?? true
}

export function overviewQuery(search: OverviewSearch) {
  const parameters = { ...toParameters(search), compare: comparesOf(search) }
  return queryOptions({
    queryKey: ['reports', 'overview', parameters],
    queryFn: ({ signal }) => get<Overview>('/reports/overview', parameters, signal),
    placeholderData: keepPreviousData,
  })
}

export function uniqueContactsQuery(search: OverviewSearch) {
  const parameters = { ...toParameters(search), compare: comparesOf(search) }
  return queryOptions({
    queryKey: ['reports', 'unique-contacts', parameters],
    queryFn: ({ signal }) => get<UniqueContacts>('/reports/unique-contacts', parameters, signal),
    placeholderData: keepPreviousData,
  })
}

const ITEMS = 8

export function breakdownsQuery(search: OverviewSearch) {
  const parameters = {
    ...toParameters(search),
    sort: `-${search.rank ?? 'visits'}`,
    limit: ITEMS,
  }
  return queryOptions({
    queryKey: ['reports', 'breakdown', parameters],
    queryFn: ({ signal }) => get<Breakdowns>('/reports/breakdown', parameters, signal),
    placeholderData: keepPreviousData,
  })
}

/** The most that one answer holds; who wants more takes the file. */
export const MOST_MEMBERS = 500

/** One list of them, whole. */
export function breakdownQuery(search: OverviewSearch, by: BreakdownName) {
  const parameters = {
    ...toParameters(search),
    by,
    sort: `-${search.rank ?? 'visits'}`,
    limit: MOST_MEMBERS,
  }
  return queryOptions({
    queryKey: ['reports', 'breakdown', parameters],
    queryFn: ({ signal }) => get<Breakdowns>('/reports/breakdown', parameters, signal),
    placeholderData: keepPreviousData,
  })
}

export const healthQuery = queryOptions({
  queryKey: ['reports', 'health'],
  queryFn: ({ signal }) => get<Health>('/reports/health', {}, signal),
  refetchInterval: askEvery(HEALTH_EVERY_MS),
})
