import { Paper, Tooltip } from '@mantine/core'
import type { ReactNode } from 'react'
import {
  formatCompact,
  formatDuration,
  formatMoney,
  formatMoneyShort,
  formatNumber,
  formatTenths,
} from '../../shared/format.ts'
import { useForeignZone } from '../../shared/report-zone.ts'
import { TimeAgo } from '../../shared/time-ago.tsx'
import classes from './metrics-row.module.css'
import type { Overview } from './profile.api.ts'
import { type ProfileText, useProfileTexts } from './profile.texts.ts'

const NO_CURRENCY = 'XXX'
/** Characters that fit into the narrowest tile: a number is never broken. */
const LONGEST = 9

/** What the contact is worth, in figures. Money stays apart by currency; a currency that brought nothing has no figure. */
export function MetricsRow({ metrics }: { metrics: Overview['metrics'] }) {
  const text = useProfileTexts()
  const zone = useForeignZone()
  return (
    <Paper component="dl" withBorder className={classes.row} aria-label={text('metrics')}>
      {listMetrics(metrics, text, zone).map(([name, value]) => (
        <div key={name} className={classes.tile}>
          <dt>{name}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </Paper>
  )
}

function listMetrics(
  metrics: Overview['metrics'],
  text: ProfileText,
  zone: string | null,
): [string, ReactNode][] {
  const { pointsPerVisit, averageDurationMs } = metrics
  const money = Object.entries(metrics.monetary).filter(([, amount]) => amount !== 0)
  return [
    [text('totalValue'), toFigure(metrics.points)],
    [text('visits'), formatNumber(metrics.visits)],
    [text('valuePerVisit'), pointsPerVisit === null ? text('none') : formatTenths(pointsPerVisit)],
    [text('activities'), formatNumber(metrics.activities)],
    [text('goals'), formatNumber(metrics.goals)],
    ...money.map(([currency, amount]): [string, ReactNode] => [
      currency === NO_CURRENCY ? text('revenueNone') : text('revenue', { currency }),
      currency === NO_CURRENCY
        ? toFigure(amount)
        : shorten(formatMoney(amount, currency), formatMoneyShort(amount, currency)),
    ]),
    [text('averageDuration'), averageDurationMs === null ? text('none') : formatDuration(averageDurationMs)],
    [zone === null ? text('daysActive') : text('daysActiveIn', { zone }), formatNumber(metrics.daysActive)],
    [text('firstSeen'), <TimeAgo key="first" at={metrics.firstSeenAt} />],
    [text('lastSeen'), <TimeAgo key="last" at={metrics.lastActivityAt} />],
  ]
}

function toFigure(value: number): ReactNode {
  return shorten(formatNumber(value), formatCompact(value))
}

/** What is too long is rounded, and exact in its tooltip. */
function shorten(exact: string, short: string): ReactNode {
  if (exact.length <= LONGEST) return exact
  return (
    <Tooltip key={exact} label={exact} events={{ hover: true, focus: true, touch: true }}>
      <span>{short}</span>
    </Tooltip>
  )
}
