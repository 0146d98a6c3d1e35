import { Button, Group } from '@mantine/core'
import { lazy, Suspense } from 'react'
import { formatExact } from '../../shared/format.ts'
import { readPeriod } from '../../shared/list/period.ts'
import { boundsOf } from '../../shared/list/period-bounds.ts'
import { Notice } from '../../shared/notice.tsx'
import { useReportZone } from '../../shared/report-zone.ts'
import { type ActivitiesSearch, activityFilterNames, periodOf, showsRobots } from './activities.search.ts'
import { useActivityTexts } from './activities.texts.ts'

// Only who has nothing yet is offered it.
const DemoOffer = lazy(() => import('../../shared/demo/demo-offer.tsx'))

const wider = ['7d', '30d', '90d'] as const
const hours = { '7d': 168, '30d': 720, '90d': 2160 } as const

/** Nothing in this time: perhaps in a longer one, or with fewer filters. */
export function NoActivities({
  search,
  now,
  onWiden,
  onRobots,
  onClear,
}: {
  search: ActivitiesSearch
  now: number
  onWiden: (period: string) => void
  onRobots: () => void
  onClear: () => void
}) {
  const text = useActivityTexts()
  const zone = useReportZone()
  const asked = periodOf(search)
  const period = asked === undefined ? undefined : readPeriod(asked)
  const { from, to } = period === undefined ? {} : boundsOf(period, now, zone)
  // Of a visit all is shown already.
  const isWhole = period === undefined
  const covered = period?.kind === 'last' ? period.hours : 0
  const isNarrowed = search.q !== undefined || activityFilterNames.some((name) => search[name] !== undefined)
  const hidesRobots = !showsRobots(search)
  const since = from === undefined ? '' : formatExact(Date.parse(from))
  return (
    <Notice
      title={text(isWhole ? 'emptyEverTitle' : 'emptyTitle')}
      message={[
        isWhole
          ? text('emptyEver')
          : to === undefined
            ? text('emptyOpen', { from: since })
            : text('empty', { from: since, to: formatExact(Date.parse(to)) }),
        ...(hidesRobots ? [text('robotsLeftOut')] : []),
      ].join(' ')}
    >
      <Group gap="xs" justify="center">
        {wider
          .filter((period) => !isWhole && hours[period] > covered)
          .map((period) => (
            <Button key={period} variant="default" onClick={() => onWiden(period)}>
              {text(`widen${period}`)}
            </Button>
          ))}
        {hidesRobots && (
          <Button variant="default" onClick={onRobots}>
            {text('withRobots')}
          </Button>
        )}
        {isNarrowed && (
          <Button variant="default" onClick={onClear}>
            {text('clear')}
          </Button>
        )}
      </Group>
      <Suspense>
        <DemoOffer />
      </Suspense>
    </Notice>
  )
}
