import { Group, Stack } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { lazy, Suspense, useState } from 'react'
import { ContactName } from '../../shared/contact-name.tsx'
import { ColumnPicker } from '../../shared/list/column-picker.tsx'
import { ExportMenu } from '../../shared/list/export-menu.tsx'
import { FilterBar } from '../../shared/list/filter-bar.tsx'
import { ListCards } from '../../shared/list/list-cards.tsx'
import { ListTable } from '../../shared/list/list-table.tsx'
import { Pager } from '../../shared/list/pager.tsx'
import { RobotsSwitch } from '../../shared/list/robots-switch.tsx'
import { useColumnLayout } from '../../shared/list/use-column-layout.ts'
import { useLostCursor } from '../../shared/list/use-lost-cursor.ts'
import { LiveTabs } from '../../shared/live-tabs.tsx'
import { Notice } from '../../shared/notice.tsx'
import { PageHead } from '../../shared/page-head.tsx'
import { PageState } from '../../shared/page-state.tsx'
import { useIsPhone } from '../../shared/use-is-phone.ts'
import { type LiveVisit, type VisitsSearch, visitsQuery } from './live.api.ts'
import { useLiveTexts } from './live.texts.ts'
import { useLiveFilters } from './live-filters.ts'
import { RobotBadge, useVisitColumns } from './visit-columns.tsx'

const EndVisitDialog = lazy(() => import('../../shared/end-visit-dialog.tsx'))
/** What the card of a phone has beside the name. */
const facts: ReadonlySet<string> = new Set(['page', 'pages', 'points', 'idle'])
const PAGE_SIZE = 50

/** Who is here now. It looks again every few seconds. */
export function VisitsPage() {
  const text = useLiveTexts()
  const search = useSearch({ from: '/live/visits' })
  const navigate = useNavigate({ from: '/live/visits' })
  const isPhone = useIsPhone()
  const [ending, setEnding] = useState<LiveVisit | null>(null)
  const query = useQuery(visitsQuery(search))
  const columns = useVisitColumns(setEnding, { isPlain: isPhone })
  const { shown, layout, setLayout, reset } = useColumnLayout('live.visits.columns', columns, 'visitor')
  const channelFilter = useLiveFilters().filter(({ name }) => name === 'channel')
  const turn = (changes: VisitsSearch) =>
    void navigate({ search: (old) => ({ ...old, cursor: undefined, ...changes }), resetScroll: false })
  useLostCursor(query.error, () => turn({}))

  return (
    <>
      <PageHead title={text('visitsTitle')} purpose={text('visitsPurpose')} />
      <LiveTabs current="visits" />
      <Stack gap="sm">
        <Group justify="space-between" gap="xs">
          <Group gap="md">
            <FilterBar
              filters={channelFilter}
              values={{ channel: search.channel }}
              onChange={({ channel }) => turn({ channel })}
            />
            <RobotsSwitch
              isOn={search.robots ?? false}
              onChange={(isOn) => turn({ robots: isOn || undefined })}
            />
          </Group>
          <Group gap="xs">
            {!isPhone && (
              <ColumnPicker
                columns={columns}
                fixed="visitor"
                layout={layout}
                onLayout={setLayout}
                onReset={reset}
              />
            )}
            <ExportMenu
              path="/live/visits/export"
              parameters={{ channel: search.channel, robots: search.robots }}
            />
          </Group>
        </Group>
        <PageState query={query}>
          {({ items, nextCursor, prevCursor }) =>
            items.length === 0 ? (
              <Notice title={text('noVisitsTitle')} message={text('noVisitsMessage')} />
            ) : (
              <>
                {isPhone ? (
                  <ListCards
                    label={text('visitsList')}
                    items={items}
                    idOf={({ id }) => id}
                    title={(visit) => (
                      <>
                        <ContactName contact={{ id: visit.contactId, displayName: visit.contactName }} />
                        {visit.robot && <RobotBadge />}
                      </>
                    )}
                    columns={columns.filter(({ key }) => facts.has(key))}
                    rowLink={linkOf}
                    action={columns.find(({ key }) => key === 'end')?.render}
                    isStale={query.isPlaceholderData}
                  />
                ) : (
                  <ListTable
                    label={text('visitsList')}
                    items={items}
                    idOf={({ id }) => id}
                    columns={shown}
                    layout={layout}
                    onLayout={setLayout}
                    sort=""
                    onSort={() => {}}
                    rowLink={linkOf}
                    isStale={query.isPlaceholderData}
                  />
                )}
                <Pager
                  shown={items.length}
                  total={undefined}
                  nextCursor={nextCursor}
                  prevCursor={prevCursor}
                  pageSize={search.limit ?? PAGE_SIZE}
                  onCursor={(cursor) => turn({ cursor })}
                  onPageSize={(limit) => turn({ limit })}
                />
              </>
            )
          }
        </PageState>
      </Stack>
      <Suspense>
        {ending !== null && (
          <EndVisitDialog visitId={ending.id} contactId={ending.contactId} onClose={() => setEnding(null)} />
        )}
      </Suspense>
    </>
  )
}

function linkOf({ contactId, id }: LiveVisit): string {
  return `/contacts/${contactId}/visits?visit=${id}`
}
