import { Button, Group, NativeSelect, Stack } from '@mantine/core'
import { useInfiniteQuery } from '@tanstack/react-query'
import { getRouteApi } from '@tanstack/react-router'
import { ExportMenu } from '../../shared/list/export-menu.tsx'
import { Notice } from '../../shared/notice.tsx'
import { FailedState, RowSkeletons } from '../../shared/page-state.tsx'
import { visitsQuery } from './profile.api.ts'
import { useProfileTexts } from './profile.texts.ts'
import { VisitRow } from './visit-row.tsx'
import classes from './visits-tab.module.css'

const route = getRouteApi('/contacts/$id/visits')
const NEWEST_FIRST = '-startedAt'

/** All visits; each opens beside the profile. */
export function VisitsTab() {
  const text = useProfileTexts()
  const { id } = route.useParams()
  const { sort = NEWEST_FIRST } = route.useSearch()
  const navigate = route.useNavigate()
  const query = useInfiniteQuery(visitsQuery(id, sort))
  if (query.data === undefined) {
    if (query.error !== null) return <FailedState error={query.error} onRetry={() => void query.refetch()} />
    return <RowSkeletons />
  }
  const visits = query.data.pages.flatMap(({ items }) => items)
  if (visits.length === 0) return <Notice title={text('visitsEmptyTitle')} message={text('visitsEmpty')} />
  const order = (by: string) =>
    void navigate({
      search: (search) => ({ ...search, sort: by === 'startedAt' ? by : undefined }),
      resetScroll: false,
      replace: true,
    })
  return (
    <Stack gap="sm" component="section" aria-label={text('allVisits')}>
      <Group justify="flex-end" gap="xs">
        <NativeSelect
          size="xs"
          aria-label={text('visitsOrder')}
          value={sort}
          onChange={(event) => order(event.currentTarget.value)}
          data={[
            { value: NEWEST_FIRST, label: text('newestFirst') },
            { value: 'startedAt', label: text('oldestFirst') },
          ]}
        />
        <ExportMenu path={`/contacts/${encodeURIComponent(id)}/visits/export`} parameters={{ sort }} />
      </Group>
      <ul className={classes.list} data-stale={query.isPlaceholderData || undefined}>
        {visits.map((visit) => (
          <VisitRow key={visit.id} visit={visit} />
        ))}
      </ul>
      {query.hasNextPage && (
        <Button
          variant="default"
          loading={query.isFetchingNextPage}
          onClick={() => void query.fetchNextPage()}
          mx="auto"
        >
          {text('loadMore')}
        </Button>
      )}
    </Stack>
  )
}
