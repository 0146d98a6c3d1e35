import { Stack, Text } from '@mantine/core'
import { usePrefetchQuery, useQuery } from '@tanstack/react-query'
import { lazy, Suspense } from 'react'
import { formatDay } from '../../shared/format.ts'
import { PageHead } from '../../shared/page-head.tsx'
import { PageState } from '../../shared/page-state.tsx'
import { BreakdownLists } from './breakdown-lists.tsx'
import { FigureTiles } from './figure-tiles.tsx'
import { isUnfinished } from './format-figures.ts'
import { HealthStrip } from './health-strip.tsx'
import { NoVisits } from './no-visits.tsx'
import { breakdownsQuery, type Overview, overviewQuery, uniqueContactsQuery } from './overview.api.ts'
import classes from './overview.module.css'
import { useOverviewTexts } from './overview.texts.ts'
import { OverviewActions } from './overview-actions.tsx'
import { ChartSkeletons, OverviewSkeleton } from './overview-skeleton.tsx'
import { OverviewToolbar } from './overview-toolbar.tsx'
import { useOverviewSearch } from './use-overview-search.ts'

// Charts weigh more than all the rest of the page.
const OverTimeCharts = lazy(() => import('./over-time-charts.tsx'))

export function OverviewPage() {
  const text = useOverviewTexts()
  const { search } = useOverviewSearch()
  const query = useQuery(overviewQuery(search))
  // What is drawn when these figures are there is on its way with them.
  usePrefetchQuery(uniqueContactsQuery(search))
  usePrefetchQuery(breakdownsQuery(search))
  return (
    <>
      <PageHead title={text('title')} purpose={text('purpose')} actions={<OverviewActions />} />
      <Stack gap="md">
        <HealthStrip />
        <OverviewToolbar shown={query.data?.period} />
        <PageState query={query} skeleton={<OverviewSkeleton />}>
          {(overview) => (
            <div className={classes.figures} data-stale={query.isPlaceholderData || undefined}>
              <PeriodWords overview={overview} />
              {overview.totals.visits === 0 ? (
                <NoVisits />
              ) : (
                <>
                  <FigureTiles overview={overview} />
                  <Suspense fallback={<ChartSkeletons />}>
                    <OverTimeCharts overview={overview} />
                  </Suspense>
                  <BreakdownLists />
                </>
              )}
            </div>
          )}
        </PageState>
      </Stack>
    </>
  )
}

/** Which days these are, in whose time, and which they are compared with. */
function PeriodWords({ overview: { period, series, previous } }: { overview: Overview }) {
  const text = useOverviewTexts()
  const newest = series.at(-1)?.at
  const isGoingOn = newest !== undefined && isUnfinished(newest, period.unit, Date.now())
  const daysOf = ({ from, to }: Overview['period']) =>
    from === to ? formatDay(from) : text('customRange', { from: formatDay(from), to: formatDay(to) })
  return (
    <Text size="sm" c="dimmed">
      {daysOf(period)}
      {previous !== null && (
        <>
          {', '}
          {text(nameComparison(previous.period.until !== null, isGoingOn), {
            days: daysOf(previous.period),
          })}
        </>
      )}
      {'. '}
      {text(`zone_${period.unit}`, { zone: period.timeZone })}
    </Text>
  )
}

/** Only a single day that goes on is compared with a part of another. */
function nameComparison(isCut: boolean, isGoingOn: boolean) {
  if (isCut) return 'comparedSoFar'
  return isGoingOn ? 'comparedWhole' : 'compared'
}
