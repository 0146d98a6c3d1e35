import { Button, Stack } from '@mantine/core'
import { IconActivity } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { lazy, type ReactNode, Suspense } from 'react'
import { ContactName } from '../../shared/contact-name.tsx'
import { KindIcon } from '../../shared/kind-icon.tsx'
import { ColumnPicker } from '../../shared/list/column-picker.tsx'
import { ExportMenu } from '../../shared/list/export-menu.tsx'
import { ListCards } from '../../shared/list/list-cards.tsx'
import { ListTable } from '../../shared/list/list-table.tsx'
import { Pager } from '../../shared/list/pager.tsx'
import { useColumnLayout } from '../../shared/list/use-column-layout.ts'
import { useLostCursor } from '../../shared/list/use-lost-cursor.ts'
import { useMomentOfList } from '../../shared/list/use-moment-of-list.ts'
import { useRowKeys } from '../../shared/list/use-row-keys.ts'
import { PageHead } from '../../shared/page-head.tsx'
import { PageState } from '../../shared/page-state.tsx'
import { useReportZone } from '../../shared/report-zone.ts'
import { TimeAgo } from '../../shared/time-ago.tsx'
import { useActivityName } from '../../shared/use-activity-name.ts'
import { useIsPhone } from '../../shared/use-is-phone.ts'
import { activitiesQuery, type ListedActivity, toActivityFilters } from './activities.api.ts'
import { useActivityTexts } from './activities.texts.ts'
import { ActivitiesToolbar } from './activities-toolbar.tsx'
import { type ActivityColumn, exportColumns, useActivityColumns } from './activity-columns.tsx'
import { Histogram } from './histogram/histogram.tsx'
import { useCounted } from './histogram/use-counted.ts'
import { NoActivities } from './no-activities.tsx'
import { useActivitiesSearch } from './use-activities-search.ts'

const PAGE_SIZE = 50
const DEFAULT_SORT = '-occurredAt'
const TIME = 'occurredAt'

// Drawers are no part of the first load.
const ActivityDrawer = lazy(() => import('./drawer/activity-drawer.tsx'))

export function ActivitiesPage() {
  const text = useActivityTexts()
  const { search, narrow, turnTo, open, clear } = useActivitiesSearch()
  const isPhone = useIsPhone()
  const nameActivity = useActivityName()
  const now = useMomentOfList(search.at, search.period)
  const filters = toActivityFilters(search, now, useReportZone())
  const pageSize = Number(search.limit ?? PAGE_SIZE)
  const sort = search.sort ?? DEFAULT_SORT
  const query = useQuery(activitiesQuery({ ...filters, sort, limit: pageSize, cursor: search.cursor }))
  useLostCursor(query.error, () => turnTo(undefined, undefined))

  const counted = useCounted(filters)
  const items = query.data?.items ?? []
  const columns = useActivityColumns()
  const { shown, layout, setLayout, reset } = useColumnLayout('activities.columns', columns, TIME)
  useRowKeys(items.map(idOf), open)
  const at = new Date(now).toISOString()

  return (
    <>
      <PageHead
        title={text('title')}
        purpose={text('purpose')}
        actions={
          <Button
            variant="default"
            size="xs"
            leftSection={<IconActivity size={16} aria-hidden />}
            renderRoot={(props) => (
              <Link to={'/live' as string} search={{ channel: search.channel } as never} {...props} />
            )}
          >
            {text('followLive')}
          </Button>
        }
      />
      <Stack gap="sm">
        <ActivitiesToolbar
          actions={
            <>
              <ColumnPicker
                columns={columns}
                fixed={TIME}
                layout={layout}
                onLayout={setLayout}
                onReset={reset}
              />
              <ExportMenu
                path="/activities/export"
                parameters={{ ...filters, sort, columns: exportColumns(shown) }}
              />
            </>
          }
        />
        <Histogram
          filters={filters}
          onBucket={({ from, to }) => narrow({ period: `${from}..${to}` })}
          onKind={(kind) => narrow({ kind })}
        />
        <PageState query={query}>
          {(page) =>
            page.items.length === 0 ? (
              <NoActivities
                search={search}
                now={now}
                onWiden={(period) => narrow({ period })}
                onRobots={() => narrow({ robots: true })}
                onClear={clear}
              />
            ) : (
              <>
                {isPhone ? (
                  <ListCards
                    label={text('title')}
                    items={page.items}
                    idOf={idOf}
                    title={(activity) => (
                      <>
                        <KindIcon kind={activity.kind} size={16} />
                        <bdi>{nameActivity(activity)}</bdi>
                      </>
                    )}
                    columns={phoneColumns(shown)}
                    onRow={({ id }) => open(id)}
                    isStale={query.isPlaceholderData}
                  />
                ) : (
                  <ListTable
                    label={text('title')}
                    items={page.items}
                    idOf={idOf}
                    columns={shown}
                    layout={layout}
                    onLayout={setLayout}
                    sort={sort}
                    onSort={(next) => narrow({ sort: next === 'occurredAt' ? next : undefined })}
                    onRow={({ id }) => open(id)}
                    current={search.activity}
                    isStale={query.isPlaceholderData}
                  />
                )}
                <Pager
                  shown={page.items.length}
                  total={page.totalIsEstimate ? (counted ?? page.total) : page.total}
                  totalIsEstimate={page.totalIsEstimate && counted === undefined}
                  prevCursor={page.prevCursor}
                  nextCursor={page.nextCursor}
                  pageSize={pageSize}
                  onCursor={(cursor) => turnTo(cursor, at)}
                  onPageSize={(size) => narrow({ limit: size === 25 ? '25' : size === 100 ? '100' : '50' })}
                />
              </>
            )
          }
        </PageState>
      </Stack>
      {search.activity !== undefined && (
        <Suspense>
          <ActivityDrawer
            id={search.activity}
            items={items}
            onOpen={open}
            onFilter={narrow}
            onClose={() => open(undefined)}
          />
        </Suspense>
      )}
    </>
  )
}

function idOf({ id }: ListedActivity): string {
  return id
}

/** What happened when, to whom, and what it was worth. A card is one thing to touch: the links of a row are inside the drawer. */
function phoneColumns(shown: readonly ActivityColumn[]): ActivityColumn[] {
  const find = (key: string) => shown.filter((column) => column.key === key)
  return [
    ...find(TIME).map((time) => ({ ...time, render: renderTime })),
    ...find('contact').map((contact) => ({ ...contact, render: renderContact })),
    ...['points', 'money', 'channel'].flatMap(find),
  ]
}

function renderTime({ occurredAt }: ListedActivity): ReactNode {
  return <TimeAgo at={occurredAt} />
}

function renderContact({ contactId, contact }: ListedActivity): ReactNode {
  return <ContactName contact={{ id: contactId, ...contact }} />
}
