import { Box, Button, Group, SegmentedControl, Text } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { lazy, Suspense, useMemo, useState } from 'react'
import type { RejectedCause } from '../../../../server/src/features/rejected-events/rejected-events.schemas.ts'
import { FilterBar } from '../../shared/list/filter-bar.tsx'
import { Pager } from '../../shared/list/pager.tsx'
import { readPeriod } from '../../shared/list/period.ts'
import { boundsOf } from '../../shared/list/period-bounds.ts'
import { useLostCursor } from '../../shared/list/use-lost-cursor.ts'
import { LiveTabs } from '../../shared/live-tabs.tsx'
import { Notice } from '../../shared/notice.tsx'
import { PageHead } from '../../shared/page-head.tsx'
import { PageState } from '../../shared/page-state.tsx'
import { useReportZone } from '../../shared/report-zone.ts'
import { filterOfCause } from './bulk-filter.ts'
import { nameCause } from './cause-name.ts'
import { CausesTable } from './causes-table.tsx'
import { ForRawDataReaders } from './for-raw-data-readers.tsx'
import { JobProgress } from './job-progress.tsx'
import { causesQuery, discardAll, rejectedQuery } from './rejected.api.ts'
import { filterNames } from './rejected.search.ts'
import { useRejectedTexts } from './rejected.texts.ts'
import { type BulkReplay, useBulkReplay } from './use-bulk-replay.tsx'
import { useRejectedFilters } from './use-rejected-filters.tsx'

const DiscardDialog = lazy(() => import('./discard-dialog.tsx'))
const EventsTable = lazy(async () => ({ default: (await import('./events-table.tsx')).EventsTable }))
const ExportMenu = lazy(async () => ({
  default: (await import('../../shared/list/export-menu.tsx')).ExportMenu,
}))
const RepairCause = lazy(async () => ({ default: (await import('./repair-cause.tsx')).RepairCause }))
const PAGE = 50
const MINUTE_MS = 60_000

export function RejectedPage() {
  const text = useRejectedTexts()
  return (
    <>
      <PageHead title={text('title')} purpose={text('purpose')} />
      <LiveTabs current="rejected" />
      <ForRawDataReaders>
        <RejectedEvents />
      </ForRawDataReaders>
    </>
  )
}

function RejectedEvents() {
  const text = useRejectedTexts()
  const search = useSearch({ from: '/live/rejected' })
  const navigate = useNavigate({ from: '/live/rejected' })
  const filters = useRejectedFilters()
  const isList = search.view === 'events'
  const change = (changes: Record<string, unknown>) =>
    void navigate({ search: (before) => ({ ...before, cursor: undefined, ...changes }), replace: true })
  const bulk = useBulkReplay((job) => change({ job }))

  return (
    <>
      {search.job !== undefined && <JobProgress id={search.job} onClose={() => change({ job: undefined })} />}
      <Group mb="md" gap="xs">
        <SegmentedControl
          size="xs"
          aria-label={text('view')}
          value={isList ? 'events' : 'causes'}
          onChange={(view) => change({ view: view === 'events' ? view : undefined })}
          data={[
            { value: 'causes', label: text('viewCauses') },
            { value: 'events', label: text('viewEvents') },
          ]}
        />
        <FilterBar
          filters={filters}
          values={search as Readonly<Record<string, string | undefined>>}
          onChange={change}
        />
      </Group>
      {isList && search.api !== undefined && search.code !== undefined && (
        <Box mb="md">
          <Suspense>
            <RepairCause
              api={search.api}
              code={search.code}
              channelId={search.channel ?? null}
              subject={search.subject ?? null}
              onReplayAll={bulk.replay}
            />
          </Suspense>
        </Box>
      )}
      {isList ? <Events onChange={change} /> : <Causes onChange={change} onReplay={bulk.replay} />}
      {bulk.dialog}
      <Text size="xs" c="dimmed" mt="md" maw={720}>
        {text('whoSees')}
      </Text>
    </>
  )
}

type Change = (changes: Record<string, unknown>) => void

/** What the API takes; a moving period begins with a whole minute, so that it is not asked for anew all the time. */
function useAsked() {
  const search = useSearch({ from: '/live/rejected' })
  const { period, cursor, limit } = search
  // Whatever else stands in the address is none of theirs.
  const asked = Object.fromEntries(filterNames.map((name) => [name, search[name]]))
  const zone = useReportZone()
  const minute = Math.floor(Date.now() / MINUTE_MS) * MINUTE_MS
  return useMemo(() => {
    const read = period === undefined ? undefined : readPeriod(period)
    return { asked: { ...asked, ...(read && boundsOf(read, minute, zone)) }, period, cursor, limit }
  }, [JSON.stringify(asked), period, cursor, limit, minute, zone])
}

function Causes({ onChange, onReplay }: { onChange: Change; onReplay: (plan: BulkReplay) => void }) {
  const text = useRejectedTexts()
  const client = useQueryClient()
  const { asked, period } = useAsked()
  const query = useQuery(causesQuery(asked))
  const [discarded, setDiscarded] = useState<RejectedCause | null>(null)
  const bounds = { from: query.data?.from ?? '', to: query.data?.to ?? '' }

  return (
    <PageState query={query}>
      {({ items, isCut }) => (
        <>
          {items.length === 0 ? (
            <Empty onChange={onChange} />
          ) : (
            <CausesTable
              causes={items}
              period={period}
              onReplay={(cause) =>
                onReplay({
                  filter: filterOfCause(cause, bounds),
                  count: cause.waiting,
                  cause: nameCause(text, cause.code, cause.subject),
                  channelIds: [cause.channelId],
                })
              }
              onDiscard={setDiscarded}
            />
          )}
          {isCut && (
            <Text size="sm" c="dimmed" mt="xs">
              {text('cutCauses')}
            </Text>
          )}
          {discarded !== null && (
            <Suspense>
              <DiscardDialog
                cause={nameCause(text, discarded.code, discarded.subject)}
                count={discarded.waiting + discarded.unreplayable}
                onClose={() => setDiscarded(null)}
                onConfirm={async () => {
                  const done = await discardAll(
                    filterOfCause(discarded, bounds),
                    discarded.waiting + discarded.unreplayable,
                  )
                  notifications.show({ message: text('discarded', { count: done.discarded }) })
                  await client.invalidateQueries({ queryKey: ['rejected'] })
                }}
              />
            </Suspense>
          )}
        </>
      )}
    </PageState>
  )
}

function Events({ onChange }: { onChange: Change }) {
  const { asked, cursor, limit = PAGE } = useAsked()
  const query = useQuery(rejectedQuery({ ...asked, cursor, limit }))
  useLostCursor(query.error, () => onChange({}))
  return (
    <PageState query={query}>
      {({ items, total, totalIsEstimate = false, prevCursor, nextCursor }) =>
        items.length === 0 ? (
          <Empty onChange={onChange} />
        ) : (
          <Suspense>
            <Group justify="flex-end" mb="xs">
              <ExportMenu path="/rejected-events/export" parameters={asked} />
            </Group>
            <EventsTable items={items} />
            <Pager
              shown={items.length}
              total={total}
              totalIsEstimate={totalIsEstimate}
              prevCursor={prevCursor}
              nextCursor={nextCursor}
              pageSize={limit}
              onCursor={(next) => onChange({ cursor: next })}
              onPageSize={(size) => onChange({ limit: size })}
            />
          </Suspense>
        )
      }
    </PageState>
  )
}

function Empty({ onChange }: { onChange: Change }) {
  const text = useRejectedTexts()
  const search = useSearch({ from: '/live/rejected' })
  const { period } = search
  const filtered = filterNames.filter((name) => search[name] !== undefined)
  const isFiltered = filtered.length > 0
  const isOfRequest = filtered.length === 1 && filtered[0] === 'request'
  const isWaiting = search.state === 'waiting'
  const unfiltered = period === undefined ? 'empty30' : 'emptyPeriod'
  const filteredOut = isWaiting ? 'emptyWaiting' : 'emptyFiltered'
  const message = isOfRequest ? 'emptyRequest' : isFiltered ? filteredOut : unfiltered
  const title = isWaiting ? 'emptyWaitingTitle' : isFiltered ? 'emptyFilteredTitle' : 'emptyTitle'
  return (
    <Notice title={text(title)} message={text(message)}>
      {isWaiting && (
        <Button variant="default" onClick={() => onChange({ state: undefined })}>
          {text('showSettled')}
        </Button>
      )}
      {(isFiltered || period !== undefined) && (
        <ClearFilters
          onClear={() =>
            onChange(Object.fromEntries([...filterNames, 'period'].map((name) => [name, undefined])))
          }
        />
      )}
    </Notice>
  )
}

function ClearFilters({ onClear }: { onClear: () => void }) {
  const text = useRejectedTexts()
  return (
    <Button variant="default" onClick={onClear}>
      {text('clear')}
    </Button>
  )
}
