import { Paper } from '@mantine/core'
import { CatchBoundary, getRouteApi, useNavigate } from '@tanstack/react-router'
import { lazy, Suspense } from 'react'
import { endOf, startOf } from '../../shared/list/report-days.ts'
import { FailedState } from '../../shared/page-state.tsx'
import { useReportZone } from '../../shared/report-zone.ts'
import { JourneySkeleton } from './timeline/journey-skeleton.tsx'

const route = getRouteApi('/contacts/$id')
const Journey = lazy(async () => ({ default: (await import('./timeline/journey.tsx')).Journey }))

/**
 * The picture of the whole history; what it shows stands in the address, and what it opens opens beside it. It waits for
 * nothing: its name comes later.
 */
export function ProfileJourney({ contactId, name }: { contactId: string; name: string }) {
  const zone = useReportZone()
  const { from, to, gaps } = route.useSearch()
  const navigate = useNavigate()
  const change = (values: Record<string, string | undefined>, replace: boolean) =>
    void navigate({
      to: '.',
      search: (search: Record<string, unknown>) => ({ ...search, ...values }),
      replace,
      resetScroll: false,
    })
  return (
    <Paper withBorder p="md">
      <CatchBoundary
        getResetKey={() => contactId}
        errorComponent={({ error, reset }) => <FailedState error={toError(error)} onRetry={reset} />}
      >
        <Suspense fallback={<JourneySkeleton />}>
          <Journey
            contactId={contactId}
            name={name}
            range={{ from: from && startOf(from, zone), to: to && endOf(to, zone) }}
            onRangeChange={(range) => change({ from: range.from, to: range.to }, true)}
            isCollapsed={gaps !== 'true'}
            onCollapse={(isCollapsed) => change({ gaps: isCollapsed ? undefined : 'true' }, true)}
            onOpenVisit={(visit) => change({ visit, event: undefined }, false)}
            onOpenEvent={(event, visit) => change({ visit, event }, false)}
          />
        </Suspense>
      </CatchBoundary>
    </Paper>
  )
}

function toError(error: unknown): Error {
  return error instanceof Error ? error : new Error(String(error))
}
