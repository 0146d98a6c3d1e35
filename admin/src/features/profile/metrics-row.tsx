import { Paper } from '@mantine/core'
import type { ReactNode } from 'react'
import { formatDuration, formatMoney, formatNumber, formatTenths } from '../../shared/format.ts'
import { TimeAgo } from '../../shared/time-ago.tsx'
import classes from './metrics-row.module.css'
import type { Overview } from './profile.api.ts'
import { type ProfileText, useProfileTexts } from './profile.texts.ts'

const NO_CURRENCY = 'XXX'

/** What the contact is worth, in figures. Money stays apart by currency; a currency that brought nothing has no figure. */
export function MetricsRow({ metrics }: { metrics: Overview['metrics'] }) {
  const text = useProfileTexts()
  return (
    <Paper component="dl" withBorder className={classes.row} aria-label={text('metrics')}>
      {listMetrics(metrics, text).map(([name, value]) => (
        <div key={name} className={classes.tile}>
          <dt>{name}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </Paper>
  )
}

function listMetrics(metrics: Overview['metrics'], text: ProfileText): [string, ReactNode][] {
  const { pointsPerVisit, averageDurationMs } = metrics
  const money = Object.entries(metrics.monetary).filter(([, amount]) => amount !== 0)
  return [
    [text('totalValue'), formatNumber(metrics.points)],
    [text('visits'), formatNumber(metrics.visits)],
    [text('valuePerVisit'), pointsPerVisit === null ? text('none') : formatTenths(pointsPerVisit)],
    [text('activities'), formatNumber(metrics.activities)],
    [text('goals'), formatNumber(metrics.goals)],
    ...money.map(([currency, amount]): [string, ReactNode] => [
      currency === NO_CURRENCY ? text('revenueNone') : text('revenue', { currency }),
      currency === NO_CURRENCY ? formatNumber(amount) : formatMoney(amount, currency),
    ]),
    [text('averageDuration'), averageDurationMs === null ? text('none') : formatDuration(averageDurationMs)],
    [text('daysActive'), formatNumber(metrics.daysActive)],
    [text('firstSeen'), <TimeAgo key="first" at={metrics.firstSeenAt} />],
    [text('lastSeen'), <TimeAgo key="last" at={metrics.lastActivityAt} />],
  ]
}
