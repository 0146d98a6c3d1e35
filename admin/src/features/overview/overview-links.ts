import type { Overview } from './overview.api.ts'
import { filterNames, NONE, type OverviewSearch } from './overview.search.ts'

type Days = Pick<Overview['period'], 'from' | 'to'>

/** What the list of contacts can be narrowed by, too. */
const contactFilters = ['channel', 'trafficChannel', 'campaign', 'goal', 'device', 'country'] as const
/** Of the log of activities only this means what it means here. */
const activityFilters = ['channel'] as const

/** The contacts behind a figure; null where no list shows as many: it has not the filters of the report, or hides some. */
export function linkToContacts(
  search: OverviewSearch,
  days: Days,
  who: 'known' | 'anonymous' | null,
  showsAnonymous: boolean,
): string | null {
  if (who !== 'known' && !showsAnonymous) return null
  return linkTo('/contacts', search, days, contactFilters, {
    ...(who !== null && { who }),
    robots: String(search.robots ?? false),
  })
}

/** The activities behind a figure, of one kind or all; null as above. */
export function linkToActivities(
  search: OverviewSearch,
  days: Days,
  kind: 'goal' | 'outcome' | null,
): string | null {
  return linkTo('/activities', search, days, activityFilters, {
    ...(kind !== null && { kind }),
    ...(search.robots === true && { robots: 'true' }),
  })
}

function linkTo(
  list: string,
  search: OverviewSearch,
  { from, to }: Days,
  known: readonly string[],
  more: Record<string, string>,
): string | null {
  const filters = filterNames.flatMap((name) => {
    const value = search[name]
    return value === undefined ? [] : [{ name, value: String(value) }]
  })
  if (!filters.every(({ name, value }) => known.includes(name) && !value.split(',').includes(NONE)))
    return null
  const words = Object.fromEntries(filters.map(({ name, value }) => [name, value]))
  return `${list}?${new URLSearchParams({ period: `${from}..${to}`, ...words, ...more })}`
}
