import { Button, Paper, Stack, Text } from '@mantine/core'
import { useInfiniteQuery } from '@tanstack/react-query'
import { getRouteApi, Link } from '@tanstack/react-router'
import { formatDuration, formatExact, formatNumber } from '../../shared/format.ts'
import { Notice } from '../../shared/notice.tsx'
import { FailedState, RowSkeletons } from '../../shared/page-state.tsx'
import { shortenUrl } from '../../shared/shorten-url.ts'
import { TimeAgo } from '../../shared/time-ago.tsx'
import { OpenDot } from './open-mark.tsx'
import { describeDevice, locate } from './place.ts'
import { type Visit, visitsQuery } from './profile.api.ts'
import { useProfileTexts } from './profile.texts.ts'
import classes from './visits-tab.module.css'

const route = getRouteApi('/contacts/$id')

/** All visits, newest first; each opens beside the profile. */
export function VisitsTab() {
  const text = useProfileTexts()
  const { id } = route.useParams()
  const query = useInfiniteQuery(visitsQuery(id))
  if (query.data === undefined) {
    if (query.error !== null) return <FailedState error={query.error} onRetry={() => void query.refetch()} />
    return <RowSkeletons />
  }
  const visits = query.data.pages.flatMap(({ items }) => items)
  if (visits.length === 0) return <Notice title={text('visitsEmptyTitle')} message={text('visitsEmpty')} />
  return (
    <Stack gap="sm" component="section" aria-label={text('allVisits')}>
      <ul className={classes.list}>
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

function VisitRow({ visit }: { visit: Visit }) {
  const text = useProfileTexts()
  const from = locate(visit.location)
  const device = describeDevice(visit.device)
  const facts = [visit.trafficChannel, visit.campaignName, visit.channelName, device, from]
  const figures = [
    [text('duration'), formatDuration(visit.durationMs)],
    [text('pages'), formatNumber(visit.pageViews)],
    [text('value'), formatNumber(visit.points)],
  ] as const
  return (
    <Paper component="li" withBorder className={classes.row}>
      <div className={classes.when}>
        <Link
          to="."
          search={(search) => ({ ...search, visit: visit.id })}
          resetScroll={false}
          className={classes.open}
        >
          {formatExact(Date.parse(visit.startedAt))}
        </Link>{' '}
        {visit.open && <OpenDot />}
        <Text size="xs" c="dimmed" component="div">
          <TimeAgo at={visit.startedAt} />
          {visit.robot && ` · ${text('robot')}`}
        </Text>
      </div>
      <div className={classes.what}>
        <bdi className={classes.page}>
          {visit.landingUrl === null ? text('noPage') : shortenUrl(visit.landingUrl)}
        </bdi>
        <Text size="xs" c="dimmed" component="div">
          {facts
            .filter((fact) => fact !== null)
            .map((fact, index) => (
              <bdi key={fact}>
                {index > 0 && ' · '}
                {fact}
              </bdi>
            ))}
        </Text>
      </div>
      <dl className={classes.figures}>
        {figures.map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
    </Paper>
  )
}
