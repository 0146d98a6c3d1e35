import { Group, Paper, Text } from '@mantine/core'
import { IconAlertTriangle, IconCircleCheck, IconDatabaseX } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { formatNumber } from '../../shared/format.ts'
import { useForeignZone } from '../../shared/report-zone.ts'
import { TimeAgo } from '../../shared/time-ago.tsx'
import { type Health, healthQuery } from './overview.api.ts'
import classes from './overview.module.css'
import { useOverviewTexts } from './overview.texts.ts'

const outcomes = ['accepted', 'filtered', 'refused', 'failed'] as const
type Outcome = (typeof outcomes)[number]

/** The verdicts of Live that an outcome stands for. */
const verdicts: Readonly<Record<Outcome, string>> = {
  accepted: 'accepted,accepted_provisional,partly_accepted',
  filtered: 'filtered,withheld',
  refused: 'refused',
  failed: 'failed',
}

const colors: Readonly<Record<Outcome, string>> = {
  accepted: 'var(--verdict-accepted)',
  filtered: 'var(--mantine-color-gray-5)',
  refused: 'var(--verdict-refused)',
  failed: 'var(--kind-outcome)',
}

const CHANNELS = 2

const clock = new Intl.DateTimeFormat(undefined, { hour: 'numeric', minute: '2-digit' })

/** Whether data arrives, before what it says: each part leads to where it is explained. */
export function HealthStrip() {
  const text = useOverviewTexts()
  const { data: health } = useQuery(healthQuery)
  if (health === undefined) return <Paper withBorder className={classes.health} mih={84} aria-hidden />
  return (
    <Paper withBorder className={classes.health} component="section" aria-label={text('healthTitle')}>
      <Minutes minutes={health.minutes} since={health.since} />
      <Part title={text('queueTitle')}>
        <Queue health={health} />
      </Part>
      <Part title={text('rejectedTitle')}>
        <LiveLink to="/live/rejected">
          {health.rejected > 0 ? (
            <IconAlertTriangle size={16} color="var(--verdict-refused)" aria-hidden />
          ) : (
            <IconCircleCheck size={16} color="var(--verdict-accepted)" aria-hidden />
          )}
          {health.rejected > 0 ? text('rejected', { count: health.rejected }) : text('rejectedNone')}
        </LiveLink>
      </Part>
      <Part title={text('lastEvents')}>
        <LastEvents channels={health.channels} />
      </Part>
    </Paper>
  )
}

function Part({ title, children }: { title: string; children: ReactNode }) {
  return (
    <div>
      <Text size="xs" c="dimmed" fw={500}>
        {title}
      </Text>
      <Text size="sm" component="div">
        {children}
      </Text>
    </div>
  )
}

function LiveLink({
  to,
  search,
  label,
  children,
}: {
  to: string
  search?: Record<string, string>
  label?: string
  children: ReactNode
}) {
  return (
    <Link to={to} search={(search ?? {}) as never} className={classes.link} aria-label={label}>
      {children}
    </Link>
  )
}

function Minutes({ minutes, since }: { minutes: Health['minutes']; since: string }) {
  const text = useOverviewTexts()
  const zone = useForeignZone()
  const sums = Object.fromEntries(
    outcomes.map((outcome) => [outcome, minutes.reduce((sum, minute) => sum + minute[outcome], 0)]),
  ) as Record<Outcome, number>
  const most = Math.max(1, ...minutes.map((minute) => outcomes.reduce((sum, name) => sum + minute[name], 0)))
  return (
    <div>
      <Text size="xs" c="dimmed" fw={500}>
        {text('healthTitle')}
        {/* What rejected events say of the hour is stored, and this is not. */}
        {since > (minutes[0]?.minute ?? since) &&
          text(zone === null ? 'healthSince' : 'healthSinceHere', { time: clock.format(Date.parse(since)) })}
      </Text>
      <svg
        className={classes.minutes}
        viewBox={`0 0 ${minutes.length * 4} 34`}
        preserveAspectRatio="none"
        role="img"
        aria-label={text('healthBars', sums)}
      >
        {minutes.map((minute, place) => {
          let height = 0
          return (
            <g key={minute.minute}>
              <rect x={place * 4} y={33} width={3} height={1} fill="var(--mantine-color-default-border)" />
              {outcomes.map((outcome) => {
                const part = (minute[outcome] / most) * 33
                height += part
                return part === 0 ? null : (
                  <rect
                    key={outcome}
                    x={place * 4}
                    y={34 - height}
                    width={3}
                    height={part}
                    fill={colors[outcome]}
                  />
                )
              })}
            </g>
          )
        })}
      </svg>
      <Group gap="sm">
        {outcomes.map((outcome) => (
          <LiveLink
            key={outcome}
            to="/live"
            search={{ verdict: verdicts[outcome] }}
            label={text('showLive', { count: sums[outcome], what: text(outcome) })}
          >
            <span className={classes.swatch} style={{ background: colors[outcome] }} />
            <Text size="xs" span>
              <b>{formatNumber(sums[outcome])}</b> {text(outcome)}
            </Text>
          </LiveLink>
        ))}
      </Group>
    </div>
  )
}

function Queue({ health: { isStoring, queue } }: { health: Health }) {
  const text = useOverviewTexts()
  if (!isStoring)
    return (
      <span className={classes.link}>
        <IconDatabaseX size={16} color="var(--verdict-refused)" aria-hidden />
        {text('notStoring')}
      </span>
    )
  return (
    <LiveLink to="/live">
      <IconCircleCheck size={16} color="var(--verdict-accepted)" aria-hidden />
      {queue.commands === 0 ? text('queueEmpty') : text('queue', { count: queue.commands })}
    </LiveLink>
  )
}

function LastEvents({ channels }: { channels: Health['channels'] }) {
  const text = useOverviewTexts()
  const newest = channels.toSorted((a, b) => (b.lastEventAt ?? '').localeCompare(a.lastEventAt ?? ''))
  const more = channels.length - CHANNELS
  return (
    <>
      {newest.slice(0, CHANNELS).map(({ id, name, lastEventAt }) => (
        <Group key={id} gap={6} wrap="nowrap" justify="space-between">
          {/* Of what Live keeps nothing may be left. */}
          <LiveLink to="/activities" search={{ channel: id, period: '30d', robots: 'true' }}>
            <Text size="sm" span lineClamp={1}>
              {name}
            </Text>
          </LiveLink>
          <Text size="xs" c="dimmed" span className={classes.when}>
            <TimeAgo at={lastEventAt} />
          </Text>
        </Group>
      ))}
      {more > 0 && (
        <Text size="xs" c="dimmed">
          {text('moreChannels', { count: more })}
        </Text>
      )}
    </>
  )
}
