import { Stack } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { getRouteApi } from '@tanstack/react-router'
import type { Parameters } from '../../../shared/api.ts'
import { endOf, startOf } from '../../../shared/list/report-days.ts'
import { useReportZone } from '../../../shared/report-zone.ts'
import { kindCountsQuery, overviewQuery } from '../profile.api.ts'
import { ActivityFeed } from './activity-feed.tsx'
import { ActivityFilters } from './activity-filters.tsx'

const route = getRouteApi('/contacts/$id/activity')

/** Everything that a contact did, narrowed by what the address says. */
export function ActivityTab() {
  const { id } = route.useParams()
  const zone = useReportZone()
  const { kind, type, q, property, from, to } = route.useSearch()
  const others = { type, search: q, property, from: from && startOf(from, zone), to: to && endOf(to, zone) }
  const isNarrowed = [type, q, property, from, to].some((value) => value !== undefined)
  const counts = useKindCounts(id, others, isNarrowed)
  return (
    <Stack gap="sm">
      <ActivityFilters contactId={id} counts={counts} exportParameters={{ contact: id, kind, ...others }} />
      <ActivityFeed
        contactId={id}
        filters={{ kind, ...others }}
        isFiltered={isNarrowed || kind !== undefined}
      />
    </Stack>
  )
}

/** Without other filters the overview has counted already. Else they are counted over all the time of the contact. */
function useKindCounts(
  id: string,
  { from, to, ...filters }: Parameters,
  isNarrowed: boolean,
): Readonly<Record<string, number>> | undefined {
  const { data: overview } = useQuery(overviewQuery(id))
  const metrics = overview?.metrics
  const last = metrics?.lastActivityAt
  // The period ends before `to`.
  const end = last == null ? undefined : new Date(Date.parse(last) + 1).toISOString()
  const period = { from: from ?? metrics?.firstSeenAt, to: to ?? end }
  const { data: counts } = useQuery({
    ...kindCountsQuery(id, { ...filters, ...period }),
    enabled: isNarrowed && metrics?.firstSeenAt != null,
  })
  return isNarrowed ? counts : overview?.kinds
}
