import { Badge } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import { formatDuration, formatExact } from '../../../shared/format.ts'
import { isolate } from '../../../shared/isolate.ts'
import { useChannelNames } from '../../../shared/set-up.api.ts'
import type { ListedActivity } from '../profile.api.ts'
import { useProfileTexts } from '../profile.texts.ts'
import classes from './activity-feed.module.css'

export function DayHead({ day }: { day: string }) {
  return <h2 className={classes.day}>{day}</h2>
}

/** The name of its link tells visits apart for those who walk from link to link, too. */
export function VisitHead({
  visitId,
  visit,
  channelId,
}: {
  visitId: string
  visit: ListedActivity['visit']
  channelId: string | null
}) {
  const text = useProfileTexts()
  const channels = useChannelNames()
  const { startedAt, durationMs, points } = visit
  const name =
    startedAt === null ? text('visitOf') : text('visitAt', { at: formatExact(Date.parse(startedAt)) })
  const facts = [
    durationMs === null ? null : formatDuration(durationMs),
    points === null ? null : text('points', { count: points }),
    channels.get(channelId ?? ''),
  ].filter((fact) => fact != null)
  const source = [visit.utm?.source, visit.utm?.medium]
    .filter((part) => part != null)
    .map(isolate)
    .join(' / ')
  return (
    <div className={classes.visit}>
      <Link
        to="."
        search={(search) => ({ ...search, visit: visitId, event: undefined })}
        resetScroll={false}
        aria-label={facts.length === 0 ? name : text('visitHead', { visit: name, facts: facts.join(', ') })}
      >
        {name}
      </Link>
      {facts.map((fact) => (
        <bdi key={fact}>{fact}</bdi>
      ))}
      {visit.campaign !== null && <bdi>{visit.campaign}</bdi>}
      {source !== '' && <bdi>{source}</bdi>}
      {visit.robot && (
        <Badge variant="default" size="xs" tt="none">
          {text('robot')}
        </Badge>
      )}
    </div>
  )
}
