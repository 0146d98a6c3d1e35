import { Button, Group } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { lazy, Suspense } from 'react'
import { formatDay } from '../../shared/format.ts'
import { addDays } from '../../shared/list/days.ts'
import { dayOf } from '../../shared/list/report-days.ts'
import { Notice } from '../../shared/notice.tsx'
import { useReportZone } from '../../shared/report-zone.ts'
import { type Health, healthQuery, overviewQuery } from './overview.api.ts'
import { useOverviewTexts } from './overview.texts.ts'
import { isFiltered, useOverviewSearch } from './use-overview-search.ts'

const DAY_MS = 86_400_000
const WIDE_DAYS = 90

// Only who has nothing yet is offered it.
const DemoOffer = lazy(() => import('../../shared/demo/demo-offer.tsx'))

/** No visit: because nothing ever came, because all who came were robots, because nobody visited then, or no visit fits. */
export function NoVisits() {
  const text = useOverviewTexts()
  const { search, change, clear } = useOverviewSearch()
  const zone = useReportZone()
  const { data: health } = useQuery(healthQuery)
  const { data: withRobots, isPlaceholderData } = useQuery({
    ...overviewQuery({ ...search, robots: true, compare: false }),
    enabled: search.robots !== true,
  })
  if (health?.channels.every(({ lastEventAt }) => lastEventAt === null))
    return (
      <Notice title={text('emptyTitle')} message={text('empty')}>
        <Button renderRoot={(props) => <Link to={'/setup' as string} {...props} />}>{text('toSetup')}</Button>
        <Suspense>
          <DemoOffer />
        </Suspense>
      </Notice>
    )
  const robots = search.robots === true || isPlaceholderData ? 0 : (withRobots?.totals.visits ?? 0)
  if (robots > 0)
    return (
      <Notice title={text('robotsTitle', { count: robots })} message={text('robotsLeftOut')}>
        <Button onClick={() => change({ robots: true } as never)}>{text('withRobots')}</Button>
      </Notice>
    )
  const latest = findLatest(health?.channels ?? [])
  const latestDay = latest === null ? null : dayOf(latest, zone)
  const isRecent = latest !== null && Date.now() - latest < WIDE_DAYS * DAY_MS
  const isWide = search.period === '90d'
  return (
    <Notice title={text('noneTitle')} message={text(isFiltered(search) ? 'noneFiltered' : 'nonePeriod')}>
      <Group gap="xs" justify="center">
        {isFiltered(search) && (
          <Button variant="default" onClick={clear}>
            {text('clear')}
          </Button>
        )}
        {latestDay !== null && !isRecent && search.to !== latestDay && (
          <Button
            variant="default"
            onClick={() =>
              change({ period: undefined, from: addDays(latestDay, -29), to: latestDay } as never)
            }
          >
            {text('toLatest', { day: formatDay(latestDay) })}
          </Button>
        )}
        {isRecent && !isWide && (
          <Button
            variant="default"
            onClick={() => change({ period: '90d', from: undefined, to: undefined } as never)}
          >
            {text('widen')}
          </Button>
        )}
      </Group>
    </Notice>
  )
}

/** When the last event of all came, in milliseconds; null before the first one. */
function findLatest(channels: Health['channels']): number | null {
  const times = channels.flatMap(({ lastEventAt }) => (lastEventAt === null ? [] : [Date.parse(lastEventAt)]))
  return times.length === 0 ? null : Math.max(...times)
}
